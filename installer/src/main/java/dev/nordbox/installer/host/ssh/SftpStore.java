package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** A folder of another host, over SFTP alone: the login there need not have a shell. */
public final class SftpStore implements Store {
    private static final String PART = ".part";
    private static final int OWN = 0600;

    private final SshConnection connection;
    private final SftpClient files;
    private final String folder;
    private final String name;

    private SftpStore(SshConnection connection, SftpClient files, String folder, String name) {
        this.connection = connection;
        this.files = files;
        this.folder = folder;
        this.name = name;
    }

    /**
     * @param folder that is there; a relative one begins where the login lands
     * @param name how people find it
     * @throws ProblemException when there is no way in, or no SFTP there
     */
    public static SftpStore open(SftpLogin login, String folder, String name)
            throws ProblemException {
        return over(login.open(), folder, name);
    }

    /**
     * The same with the keys, the known hosts and the configuration of a person.
     *
     * @throws ProblemException as {@link #open(SftpLogin, String, String)}
     */
    public static SftpStore open(SshConnector connector, String folder, String name)
            throws ProblemException {
        try {
            return over(connector.open(), folder, name);
        } catch (HostKeyRefused e) {
            throw refused(
                    e,
                    "compare both with what the store's operator publishes; if the server has"
                            + " another key now, `ssh-keygen -R` the old one, or mend `hostKey` of"
                            + " `backup.target.sftp` in nordbox.yaml");
        } catch (UnknownHostKey e) {
            throw refused(
                    e,
                    "compare it with what the store's operator publishes, then name it:"
                            + " --store-host-key "
                            + e.verdict().key().fingerprint());
        } catch (LoginRefused e) {
            throw refused(
                    e,
                    "name a key that the store lets in: --store-identity FILE, or IdentityFile for"
                            + " this host in ~/.ssh/config; the box' own key was lost with it");
        }
    }

    private static ProblemException refused(HostException cause, String remedy) {
        Problem problem = cause.problems().get(0);
        return new ProblemException(
                cause.exitCode(), new Problem(problem.what(), problem.where(), remedy), cause);
    }

    private static SftpStore over(SshConnection connection, String folder, String name)
            throws ProblemException {
        try {
            return new SftpStore(connection, connection.files(), folder, name);
        } catch (IOException | IllegalStateException e) {
            connection.close();
            throw new ProblemException(
                    ExitCode.LOGIN_REFUSED,
                    new Problem(
                            "the server lets the login in, but not to SFTP: " + e.getMessage(),
                            name,
                            "its sshd_config needs `Subsystem sftp internal-sftp`"),
                    e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<StoredFile> list() throws IOException {
        return all().stream().filter(file -> !file.name().endsWith(PART)).toList();
    }

    private List<StoredFile> all() throws IOException {
        List<StoredFile> found = new ArrayList<>();
        try {
            for (DirEntry entry : files.readEntries(folder)) {
                Attributes attributes = entry.getAttributes();
                if (attributes.isRegularFile()) {
                    found.add(new StoredFile(entry.getFilename(), attributes.getSize()));
                }
            }
        } catch (UncheckedIOException e) {
            // The library reads a folder lazily, and wraps what its signature promises.
            if (e.getCause() instanceof SftpException refused) {
                throw told("list " + folder, refused);
            }
            throw e.getCause();
        }
        return found;
    }

    @Override
    public Incoming receive(String file) throws IOException {
        return new Arriving(folder + "/" + file);
    }

    @Override
    public InputStream read(StoredFile file) throws IOException {
        String path = folder + "/" + file.name();
        try {
            return new Leaving(path, files.read(path));
        } catch (SftpException e) {
            throw notRead(path, e);
        }
    }

    @Override
    public void delete(String file) throws IOException {
        try {
            files.remove(folder + "/" + file);
        } catch (SftpException e) {
            throw told("remove " + file, e);
        }
    }

    @Override
    public List<String> unfinished() throws IOException {
        return all().stream().flatMap(file -> file.nameWithout(PART).stream()).toList();
    }

    @Override
    public void discard(String file) throws IOException {
        delete(file + PART);
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            files.close();
        }
    }

    private static IOException notRead(String path, SftpException e) {
        return e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                ? new IOException("cannot read %s: it is not there any more".formatted(path), e)
                : told("read " + path, e);
    }

    /** OpenSSH says no more than a number; here with what it most likely means. */
    private static IOException told(String what, SftpException e) {
        String why =
                switch (e.getStatus()) {
                    case SftpConstants.SSH_FX_NO_SUCH_FILE ->
                            "there is no such directory; make it there";
                    case SftpConstants.SSH_FX_PERMISSION_DENIED -> "the login may not do that";
                    case SftpConstants.SSH_FX_FAILURE ->
                            "the server says no more than that it failed; is its disk full, or a"
                                    + " quota reached?";
                    default -> String.valueOf(e.getMessage());
                };
        return new IOException("cannot %s: %s".formatted(what, why), e);
    }

    /** A file that is read, with the server's refusals in words. */
    private static final class Leaving extends InputStream {
        private final String path;
        private final InputStream in;

        Leaving(String path, InputStream in) {
            this.path = path;
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return in.read(bytes, from, length);
            } catch (SftpException e) {
                throw notRead(path, e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private final class Arriving implements Incoming {
        private final String path;
        private final String part;
        private final OutputStream out;
        private boolean kept;

        Arriving(String path) throws IOException {
            this.path = path;
            this.part = path + PART;
            try {
                this.out = files.write(part, OpenMode.Create, OpenMode.Truncate, OpenMode.Write);
                files.setStat(part, new Attributes().perms(OWN));
            } catch (SftpException e) {
                throw told("write " + part, e);
            }
        }

        @Override
        public String name() {
            return SftpStore.this.name + ", " + path;
        }

        @Override
        public OutputStream stream() {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    try {
                        out.write(bytes, from, length);
                    } catch (SftpException e) {
                        throw told("write " + part, e);
                    }
                }

                @Override
                public void close() throws IOException {
                    try {
                        out.close();
                    } catch (SftpException e) {
                        throw told("write " + part, e);
                    }
                }
            };
        }

        @Override
        public void keep() throws IOException {
            try {
                toTheDisk();
                files.rename(part, path);
                kept = true;
            } catch (SftpException e) {
                throw told("put " + path + " in place", e);
            }
        }

        /** Where the server knows how; others have it there when they say that it is written. */
        private void toTheDisk() throws IOException {
            OpenSSHFsyncExtension sync = files.getExtension(OpenSSHFsyncExtension.class);
            if (sync != null && sync.isSupported()) {
                try (SftpClient.CloseableHandle handle =
                        files.open(part, OpenMode.Read, OpenMode.Write)) {
                    sync.fsync(handle);
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (kept) {
                return;
            }
            try {
                out.close();
                files.remove(part);
            } catch (SftpException e) {
                if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    throw told("remove " + part, e);
                }
            }
        }
    }
}
