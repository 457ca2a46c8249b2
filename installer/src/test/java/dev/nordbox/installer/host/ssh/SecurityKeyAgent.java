package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * An ssh-agent with one FIDO key whose hardware is missing: it signs as a security key does, once
 * somebody has touched it. Or with one that lies in memory, and is as patient.
 */
final class SecurityKeyAgent implements AutoCloseable {
    private static final String TYPE = "sk-ssh-ed25519@openssh.com";
    private static final String APPLICATION = "ssh:";
    private static final byte TOUCHED = 1;
    private static final byte FAILURE = 5;
    private static final int LIST = 11;
    private static final int KEYS = 12;
    private static final int SIGNATURE = 14;

    private final Path socket;
    private final ServerSocketChannel server;
    private final KeyPair key;
    private final boolean hardware;
    private final Semaphore touches = new Semaphore(0);
    private volatile boolean touched = true;
    private volatile boolean refuses;
    private final List<String> others = new CopyOnWriteArrayList<>();
    private int counter = 41;

    SecurityKeyAgent(Path folder) throws Exception {
        this(folder, true);
    }

    SecurityKeyAgent(Path folder, boolean hardware) throws Exception {
        this.hardware = hardware;
        socket = folder.resolve("fido-agent");
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    Path socket() {
        return socket;
    }

    /** From now on every signature waits for a {@link #touch}. */
    SecurityKeyAgent waitsForTouch() {
        touched = false;
        return this;
    }

    void touch() {
        touches.release();
    }

    /** As after a touch that did not come. */
    SecurityKeyAgent refuses() {
        refuses = true;
        return this;
    }

    /** A key that it lists, and no more of it than its type. */
    SecurityKeyAgent holdsToo(String type) {
        others.add(type);
        return this;
    }

    PublicKey publicKey() throws IOException {
        return new ByteArrayBuffer(publicBlob()).getRawPublicKey();
    }

    private String type() {
        return hardware ? TYPE : "ssh-ed25519";
    }

    /** For authorized_keys. */
    String publicLine() {
        return type() + " " + Base64.getEncoder().encodeToString(publicBlob()) + " fido";
    }

    private byte[] publicBlob() {
        byte[] encoded = key.getPublic().getEncoded();
        Buffer blob = new ByteArrayBuffer();
        blob.putString(type());
        blob.putBytes(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        if (hardware) {
            blob.putString(APPLICATION);
        }
        return blob.getCompactData();
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread thread = new Thread(() -> answer(client));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // Closed: the test is over.
            Thread.currentThread().interrupt();
        }
    }

    /** Until the other side ends the conversation. */
    void answer(ByteChannel client) {
        try (client) {
            for (ByteBuffer length = read(client, 4); length != null; length = read(client, 4)) {
                Buffer question = new ByteArrayBuffer(read(client, length.getInt()).array());
                byte[] answer = (question.getUByte() == LIST ? keys() : sign(question));
                ByteBuffer out = ByteBuffer.allocate(answer.length + 4).putInt(answer.length);
                out.put(answer).flip();
                while (out.hasRemaining()) {
                    client.write(out);
                }
            }
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] keys() {
        Buffer answer = new ByteArrayBuffer();
        answer.putByte((byte) KEYS);
        answer.putUInt(1 + others.size());
        answer.putBytes(publicBlob());
        answer.putString("fido");
        for (String type : others) {
            Buffer blob = new ByteArrayBuffer();
            blob.putString(type);
            answer.putBytes(blob.getCompactData());
            answer.putString("extra");
        }
        return answer.getCompactData();
    }

    private byte[] sign(Buffer question) throws GeneralSecurityException, InterruptedException {
        question.getBytes(); // the key: there is one
        byte[] data = question.getBytes();
        if (!touched) {
            touches.acquire();
        }
        if (refuses) {
            return new byte[] {FAILURE};
        }
        Buffer signature = new ByteArrayBuffer();
        signature.putString(type());
        if (hardware) {
            counter++;
            Buffer message = new ByteArrayBuffer();
            message.putRawBytes(sha256(APPLICATION.getBytes(StandardCharsets.UTF_8)));
            message.putByte(TOUCHED);
            message.putUInt(counter);
            message.putRawBytes(sha256(data));
            signature.putBytes(signed(message.getCompactData()));
            signature.putByte(TOUCHED);
            signature.putUInt(counter);
        } else {
            signature.putBytes(signed(data));
        }
        Buffer answer = new ByteArrayBuffer();
        answer.putByte((byte) SIGNATURE);
        answer.putBytes(signature.getCompactData());
        return answer.getCompactData();
    }

    private byte[] signed(byte[] data) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(key.getPrivate());
        signer.update(data);
        return signer.sign();
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static ByteBuffer read(ByteChannel client, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (client.read(in) < 0) {
                return null;
            }
        }
        return in.flip();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
