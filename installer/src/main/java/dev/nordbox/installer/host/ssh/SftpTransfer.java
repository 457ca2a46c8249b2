package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.TransferProgress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;

/** Sends bytes over SFTP; writes are not waited for one by one. */
final class SftpTransfer {
    private static final int CHUNK = 256 * 1024;

    /**
     * Just under the 256 KiB that sftp-server takes in one message. Fewer, larger writes spare a
     * small machine; 32 KiB is what one SSH packet holds.
     */
    private static final int WRITE = 240 * 1024;

    private static final Duration ENDING = Duration.ofSeconds(5);

    private final SshConnection connection;
    private final Path local;
    private final long size;

    SftpTransfer(SshConnection connection, Path local, long size) {
        this.connection = connection;
        this.local = local;
        this.size = size;
    }

    void send(String path, long from, TransferProgress progress) throws IOException, HostException {
        EnumSet<SftpClient.OpenMode> modes =
                EnumSet.of(SftpClient.OpenMode.Write, SftpClient.OpenMode.Create);
        if (from == 0) {
            modes.add(SftpClient.OpenMode.Truncate);
        }
        SftpClient sftp = connection.sftp();
        try (sftp;
                InputStream in = Files.newInputStream(local);
                SftpOutputStreamAsync out =
                        new SftpOutputStreamAsync((AbstractSftpClient) sftp, WRITE, path, modes)) {
            in.skipNBytes(from);
            out.setOffset(from);
            copy(in, out, from, progress);
        }
        awaitEnd(sftp);
    }

    /** Dropbear loses the exit status of a command that starts while the transfer still ends. */
    private static void awaitEnd(SftpClient sftp) {
        sftp.getClientChannel().waitFor(EnumSet.of(ClientChannelEvent.CLOSED), ENDING.toMillis());
    }

    private void copy(
            InputStream in, SftpOutputStreamAsync out, long from, TransferProgress progress)
            throws IOException {
        byte[] chunk = new byte[CHUNK];
        long sent = from;
        progress.transferred(sent, size);
        while (sent < size) {
            int read = in.read(chunk, 0, (int) Math.min(CHUNK, size - sent));
            if (read < 0) {
                throw new EOFException(local.getFileName() + " became shorter while it was sent");
            }
            out.write(chunk, 0, read);
            sent += read;
            progress.transferred(sent, size);
        }
    }
}
