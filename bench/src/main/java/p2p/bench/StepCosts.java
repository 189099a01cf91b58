package p2p.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.FutureTask;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import p2p.protocol.file.HashAlgorithm;

/** Prints what each step on a byte's way costs of one core, in nanoseconds a byte. */
public final class StepCosts {

    private static final int BLOCK = 256 << 10;
    private static final int RECORD = 16 << 10;
    private static final int ROUNDS = 5;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Path folder;
    private final long size;
    private final Path source;
    private final byte[] heap = new byte[BLOCK];
    private final ByteBuffer direct = ByteBuffer.allocateDirect(BLOCK);

    private StepCosts(Path folder, long size) {
        this.folder = folder;
        this.size = size;
        this.source = folder.resolve("steps-source");
        new Random(1).nextBytes(heap);
        direct.put(heap).clear();
    }

    private interface Step {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        new StepCosts(Path.of(args[0]), Long.parseLong(args[1]) << 20).measureAll();
    }

    private void measureAll() throws Exception {
        write(source, ByteBuffer.wrap(heap));
        Path target = folder.resolve("steps-target");
        measure("read a file into a heap buffer", () -> read(ByteBuffer.wrap(heap)));
        measure("read a file into a direct buffer", () -> read(direct));
        measure("hash a heap buffer (SHA-256)", () -> hash(ByteBuffer.wrap(heap)));
        measure("hash a direct buffer (SHA-256)", () -> hash(direct));
        measure("write a heap buffer to a new file", () -> write(target, ByteBuffer.wrap(heap)));
        measure("write a direct buffer to a new file", () -> write(target, direct));
        measure("encrypt 16 KiB records (AES-128-GCM)", this::encrypt);
        measurePair("sendfile to a socket", "receive into a heap buffer", false);
        measurePair("sendfile to a socket", "receive into a direct buffer", true);
        Files.delete(source);
        Files.delete(target);
    }

    private void measure(String name, Step step) throws Exception {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, cost(step));
        }
        print(name, best);
    }

    private void measurePair(String sending, String receiving, boolean intoDirect)
            throws Exception {
        double bestSending = Double.MAX_VALUE;
        double bestReceiving = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                FutureTask<Double> sender = new FutureTask<>(() -> cost(() -> send(server)));
                Thread.ofPlatform().start(sender);
                ByteBuffer into = intoDirect ? direct : ByteBuffer.wrap(heap);
                bestReceiving = Math.min(bestReceiving, cost(() -> receive(server, into)));
                bestSending = Math.min(bestSending, sender.get());
            }
        }
        print(sending, bestSending);
        print(receiving, bestReceiving);
    }

    private double cost(Step step) throws Exception {
        long before = threads.getCurrentThreadCpuTime();
        step.run();
        return (threads.getCurrentThreadCpuTime() - before) / (double) size;
    }

    private static void print(String name, double cost) {
        IO.println(String.format("%-40s %.3f ns", name, cost));
    }

    private void read(ByteBuffer into) throws IOException {
        try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ)) {
            while (from.read(into.clear()) >= 0) {
                continue;
            }
        }
    }

    private void hash(ByteBuffer block) {
        MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
        for (long done = 0; done < size; done += BLOCK) {
            digest.update(block.clear());
        }
        digest.digest();
    }

    private void write(Path target, ByteBuffer block) throws IOException {
        Files.deleteIfExists(target);
        try (FileChannel to =
                FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long done = 0; done < size; done += BLOCK) {
                block.clear();
                while (block.hasRemaining()) {
                    to.write(block);
                }
            }
        }
    }

    private void encrypt() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
        byte[] out = new byte[RECORD + 16];
        ByteBuffer nonce = ByteBuffer.allocate(12);
        for (long done = 0; done < size; done += RECORD) {
            nonce.putLong(0, done);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce.array()));
            cipher.doFinal(heap, 0, RECORD, out);
        }
    }

    private void send(ServerSocketChannel server) throws IOException {
        try (SocketChannel to = server.accept();
                FileChannel from = FileChannel.open(source, StandardOpenOption.READ)) {
            for (long done = 0; done < size; ) {
                done += from.transferTo(done, size - done, to);
            }
        }
    }

    private void receive(ServerSocketChannel server, ByteBuffer into) throws IOException {
        try (SocketChannel from = SocketChannel.open(server.getLocalAddress())) {
            while (from.read(into.clear()) >= 0) {
                continue;
            }
        }
    }
}
