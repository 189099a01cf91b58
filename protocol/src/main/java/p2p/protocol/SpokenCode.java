package p2p.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Six words that stand for an invitation's link for some minutes, to be read out on the telephone.
 * Half of them say which code it is, and half open it. No word begins with the same four letters as
 * another, or differs from it by one letter.
 */
public record SpokenCode(int which, int secret) {

    /** How many words it has. */
    public static final int COUNT = 6;

    private static final int BITS = 10;
    private static final int HALF = COUNT / 2;
    private static final int MASK = (1 << BITS) - 1;
    private static final int SPARE = Integer.SIZE - HALF * BITS;
    private static final int ALIKE = 4;
    private static final int LONGEST = 256;
    private static final Pattern BETWEEN = Pattern.compile("[\\s,.-]+");
    private static final Pattern FORM = Pattern.compile("[A-Za-z\\s,.-]*");

    private static final List<String> WORDS =
            List.of(
                    """
                    abbey able absorb accent acorn acre actor adapt admiral adult advice aerial affair
                    agenda airport alarm album alcove alder alert algebra alley almond alpine altar
                    amazon amber ample amulet anchor angel angle animal annual answer antler anvil apron
                    arcade arch arctic arena armor arrow artist asphalt aspen atlas atom attic auburn
                    august author autumn avenue award azure bacon badge bagel baker balcony ballet
                    bamboo banana banjo banner barber barley barn barrel basil basket batter bazaar
                    beach beaver bedroom beetle begin belfry bell berry bicycle bingo birch bison
                    blanket blaze blend blossom blue board bobcat bonfire bonus book border bottle
                    boulder bounce bowl bracket branch bread breeze brick bridge broom brush bubble
                    bucket budget buffalo bugle builder bundle burger button buzzer cabbage cabin cactus
                    cake calm camel canal candle canoe canvas canyon captain caramel carbon cargo carpet
                    carrot castle catalog cedar celery cellar cement census center ceramic chalk chamber
                    channel charm cherry chess chicken chimney cinema circle citizen city clay clever
                    cliff clock closet cloud coach coast cobalt coconut coffee coin comet compass
                    concert copper coral corner cosmic cottage cougar country cowboy coyote cradle crane
                    crayon cream cricket crimson crop crown crystal cube culture curtain cushion custard
                    cycle cymbal cypress dairy dance danger darling dawn debate decade deer delta denim
                    depot deputy desert desk detail devote diagram dialog diamond diary diesel dignity
                    dinner diploma direct dish diver dock doctor dolphin domain donkey door dose double
                    dozen draft dragon drama dress drum duet dune duty dynamo eagle early earth easel
                    east echo eclipse edge editor effort elastic elbow elegant embassy emerald emotion
                    empire empty enamel energy engine enjoy epic episode equal erode errand escape essay
                    estate ether evening everest evolve exact example excite exhibit exit expert extra
                    eyebrow fabric factory falcon family famous fancy farmer fashion fathom faucet favor
                    feather fellow fence fern fiber fiction fiddle field figure filter finger fire fjord
                    flag flame flannel fleet flint flour flower flute foal focus folder folk forest
                    fossil fragile freckle freight fresh friend frog frost fruit fudge funnel future
                    gadget galaxy gallery garage garden garlic garnet gate gather gazelle gender general
                    gentle giant giraffe glacier glad glider globe glory goat goblet gold gondola goose
                    gossip gown grain granite grape gravel green grizzly grocer ground grove guard guest
                    guide guitar gulf gusto gymnast gypsum habit hacksaw hail half hallway hammer
                    hamster hand harbor harmony harp harvest hatch haven hawk hazel heart helium helmet
                    herald hermit hero hickory hidden hill hinge hippo history hobby hockey hollow honey
                    hood horizon horse hotel hour hover human humble hundred hunter hurdle hybrid
                    hydrant iceberg icicle icon idea idle igloo image impact import inch income index
                    insect inside invite iris island item ivory jacket jaguar january jasmine javelin
                    jazz jeans jelly jersey jetty jewel jigsaw jogger journal joyful juggler juice july
                    jumbo jump jungle junior jupiter justice karate kayak keeper kennel kettle kidney
                    kind kiosk kitchen kite kitten kiwi knee knight knot koala label ladder lagoon lamb
                    lantern laptop laser laundry lava lawyer leaf league lecture ledger legend lemon
                    lentil leopard lesson letter level liberty library lichen life light lilac lily
                    linen lion liquid list liter lizard llama lobster local locker lodge logic lotus
                    lounge lucky luggage lullaby lumber lunar lunch lynx lyric macaw machine magenta
                    magic magnet major mammoth mango maple marble market marsh mascot mask matrix meadow
                    medal melody member memory mentor menu mercury mermaid meteor method metro mild
                    mineral mint minute miracle mirror mission mixer mobile model module molar moment
                    monday monsoon moon morning mosaic moss motor mouse movie muffin muscle museum music
                    mutual myrtle mystery nacho napkin nation nature navy nebula nectar needle neon
                    neptune nest network neutral nickel nimble noble nomad noodle north nougat novel
                    nozzle nurse nutmeg nylon oasis oatmeal object oboe observe obtain ocean octagon
                    october office olive omelet onion opal open opera optic oracle orange orbit orchard
                    organ origin orphan osprey ostrich otter outback owner oxygen oyster pacific paddle
                    page painter palace pancake panda panel panther papaya paper parade parcel park
                    parsley partner passage pasta patio patrol peacock peanut pearl pebble pelican
                    pencil penguin pepper perfume person petal pewter phone photo phrase piano picnic
                    picture pigeon pillow pilot pine pioneer pirate pitcher pizza planet plasma plate
                    plaza plenty plough plum plywood pocket poem polite polka pollen pond popcorn poplar
                    porch potato pottery powder prairie present pretzel prince prize profit project
                    proud public pudding pulley puma pumpkin pupil puppet purple puzzle pyramid python
                    quail quality quarry queen quick quiet quince quiver quota rabbit raccoon radar
                    radio rafter railway raisin rally ramp random rapid ready rebel recipe record reed
                    referee regular relax relic remedy renew report reptile rescue retina reward rhino
                    rhubarb rhythm ribbon rice ring ripple road robin robot rodeo roller romance roof
                    rooster rope rotate rough router rowboat royal rubber ruby rudder ruler rumba runner
                    rural rustic safari saffron sailor salad salmon salsa salt salute sardine satchel
                    satin saturn sauce sausage savanna scale scarf scene school science scooter scout
                    screen season second secret sensor sequel service sesame settler seven shadow
                    shampoo shelf sheriff shield ship shoe shrimp shuttle sibling sienna signal silver
                    simple siren sixty sketch skipper sleeve sloth slow small smile smoke smooth snail
                    soap soccer social sofa soil soldier solid solo sonata song sorbet south space
                    spaniel sparrow spatula speaker spell spinach spiral sponge spoon spring spruce
                    squash stable stadium staff stamp station steam stock stone street stripe studio
                    stucco sturdy suburb subway sugar suit sulfur summer sunday sunset super surface
                    sushi swallow sweater swift switch symbol syrup system tackle tadpole talent tandem
                    tanker target tartan tavern taxi teapot teddy tennis tent thank thirty thorn thread
                    thrill thyme ticket tiger tile timber tinsel tiny today toga token tomato topaz
                    total toucan towel trade trail tree tribe trophy trout truck trust tuba tulip tundra
                    turkey turtle tutor tuxedo twelve twenty twin twist type under unique upper urban
                    usher utopia vacuum valet vapor vase vault vector velvet vendor verb vessel video
                    view violin virtue visual vivid volume voter voyage wafer wagon waiter walnut walrus
                    waltz wander warm washer wave whale wheat wheel white wicker widget window winter
                    wisdom wolf wool word wren wrist yacht yard yeti yogurt young zebra zenith zephyr
                    zigzag zinc zipper zodiac zone
                    """
                            .split("\\s+"));

    private static final Map<String, Integer> NUMBERS = numbers();

    public SpokenCode {
        if (which >>> (HALF * BITS) != 0 || secret >>> (HALF * BITS) != 0) {
            throw new IllegalArgumentException("more than three words can say");
        }
    }

    /** Of the first eight of these bytes. */
    public static SpokenCode of(byte[] random) {
        ByteBuffer bytes = ByteBuffer.wrap(random);
        return new SpokenCode(bytes.getInt() >>> SPARE, bytes.getInt() >>> SPARE);
    }

    /** Whether somebody means such a code, and no link. */
    public static boolean isMeant(String text) {
        return FORM.matcher(text).matches();
    }

    /** Reads it with spaces or dashes between the words; refuses what is none with a reason. */
    public static SpokenCode parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it has six words");
        }
        List<Integer> numbers =
                BETWEEN.splitAsStream(text.strip().toLowerCase(Locale.ROOT))
                        .map(SpokenCode::number)
                        .toList();
        if (numbers.size() != COUNT) {
            throw new IllegalArgumentException("it has six words, and not " + numbers.size());
        }
        return new SpokenCode(half(numbers.subList(0, HALF)), half(numbers.subList(HALF, COUNT)));
    }

    private static int number(String word) {
        Integer number = NUMBERS.get(word);
        if (number == null) {
            throw new IllegalArgumentException(
                    "'" + word + "' is none of its words" + perhaps(word));
        }
        return number;
    }

    /** Four letters tell a word from all others. */
    private static String perhaps(String word) {
        return WORDS.stream()
                .filter(known ->
                        word.length() >= ALIKE && known.startsWith(word.substring(0, ALIKE)))
                .findFirst()
                .map(known -> "; perhaps it is '" + known + "'")
                .orElse("");
    }

    private static int half(List<Integer> numbers) {
        return numbers.stream().reduce(0, (before, next) -> before << BITS | next);
    }

    public String words() {
        var words = new ArrayList<String>();
        for (int half : List.of(which, secret)) {
            for (int shift = (HALF - 1) * BITS; shift >= 0; shift -= BITS) {
                words.add(WORDS.get(half >>> shift & MASK));
            }
        }
        return String.join("-", words);
    }

    private static Map<String, Integer> numbers() {
        var numbers = new HashMap<String, Integer>();
        for (String word : WORDS) {
            numbers.put(word, numbers.size());
        }
        return Map.copyOf(numbers);
    }

    @Override
    public String toString() {
        return "SpokenCode[secret]";
    }
}
