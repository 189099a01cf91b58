package p2p.peer.seed;

import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.KeyedWorkers;
import p2p.peer.loop.StepTimer;
import p2p.peer.rate.UploadRate;
import p2p.protocol.wire.Wire;

/**
 * Sends what was asked for, a chunk of each downloader in turn, as fast as the limits allow. Lives
 * on the serving event loop; loads chunks on the workers.
 */
final class UploadPump {

    /**
     * What chunks that pass through it may take of the memory. The fuller it is, the smaller they
     * get, so that slow readers cannot fill it at the cost of others.
     */
    private static final long MOST_LOADED = 32L << 20;

    private static final int LEAST_CHUNK = 16 << 10;

    private final EventLoop loop;
    private final KeyedWorkers workers;
    private final BiConsumer<SeededFile, IOException> onTrouble;
    private final UploadRate overall = new UploadRate();
    private final ReadyUploads ready = new ReadyUploads();
    private final StepTimer timer;
    private long loaded;

    UploadPump(
            EventLoop loop, KeyedWorkers workers, BiConsumer<SeededFile, IOException> onTrouble) {
        this.loop = loop;
        timer = new StepTimer(loop, this::pump);
        this.workers = workers;
        this.onTrouble = onTrouble;
    }

    UploadRate overall() {
        return overall;
    }

    /** Something has changed for this one: it may have become ready. */
    void consider(Upload upload) {
        if (upload.isReady()) {
            ready.add(upload);
        }
        pump();
    }

    void pump() {
        long now = System.nanoTime();
        long wait = overall.delay(now);
        List<Upload> crowded = new ArrayList<>();
        while (wait == 0) {
            Upload upload = ready.next();
            if (upload == null) {
                break;
            }
            if (!upload.isReady()) {
                continue;
            }
            if (loaded >= MOST_LOADED && upload.isLoaded() && upload.isSending()) {
                crowded.add(upload);
                continue;
            }
            begin(upload, now);
            if (upload.isReady()) {
                ready.add(upload);
            }
            wait = overall.delay(now);
        }
        crowded.forEach(ready::add);
        if (wait > 0) {
            timer.within(wait, now);
        }
    }

    private void begin(Upload upload, long now) {
        int most = overall.largestChunk(Wire.LARGEST_DATA);
        if (upload.isLoaded()) {
            most = (int) Math.min(most, Math.max(LEAST_CHUNK, (MOST_LOADED - loaded) / 16));
        }
        Upload.Chunk chunk = upload.nextChunk(most, now);
        overall.sent(chunk.length());
        int memory = upload.isLoaded() ? chunk.length() : 0;
        loaded += memory;
        workers.run(
                upload.number(),
                loop,
                () -> upload.load(chunk),
                payload -> loaded(upload, chunk, memory, payload),
                trouble -> {
                    left(upload, chunk, memory);
                    onTrouble.accept(upload.seeded(), trouble);
                });
    }

    private void loaded(Upload upload, Upload.Chunk chunk, int memory, Object payload) {
        if (upload.isChoked() || upload.connection().isEnding()) {
            ReferenceCountUtil.release(payload);
            left(upload, chunk, memory);
            return;
        }
        upload.connection()
                .sendPayload(chunk.header(), payload)
                .addListener(done -> {
                    if (done.isSuccess()) {
                        upload.sent(chunk);
                    }
                    left(upload, chunk, memory);
                });
    }

    private void left(Upload upload, Upload.Chunk chunk, int memory) {
        loaded -= memory;
        upload.left(chunk, System.nanoTime());
        consider(upload);
    }
}
