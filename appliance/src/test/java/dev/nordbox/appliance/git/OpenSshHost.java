package dev.nordbox.appliance.git;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** A repository behind OpenSSH and git itself, a clone that commits to it, and a key to it. */
public final class OpenSshHost implements AutoCloseable {

    public static final String REPOSITORY = "/srv/config.git";

    private final SshdContainer sshd;
    private final KeyPair deployKey;

    private OpenSshHost(SshdContainer sshd, KeyPair deployKey) {
        this.sshd = sshd;
        this.deployKey = deployKey;
    }

    public static OpenSshHost start() throws Exception {
        OpenSshHost host = new OpenSshHost(new SshdContainer(), InProcessGitServer.newKey());
        host.sh(
                "echo '"
                        + PublicKeyEntry.toString(host.deployKey.getPublic())
                        + "' >>/root/.ssh/authorized_keys");
        host.sh("git config --global user.email t@example.org; git config --global user.name t");
        host.newRepository();
        return host;
    }

    /** In place of the one that was there. */
    void newRepository() throws IOException {
        sh("rm -rf /srv/*; git init -q --bare -b main " + REPOSITORY);
        sh("git clone -q " + REPOSITORY + " /srv/work 2>/dev/null");
    }

    /** For the next commit. */
    public OpenSshHost write(String file, String content) throws IOException {
        sh("cd /srv/work; mkdir -p \"$(dirname " + file + ")\"; echo '" + content + "' >" + file);
        return this;
    }

    /**
     * @return its id
     */
    public String commit() throws IOException {
        return sh("cd /srv/work; git add -A; git commit -qm change; git push -q origin HEAD:main;"
                        + " git rev-parse HEAD")
                .strip();
    }

    public String url(String path) {
        return "ssh://root@127.0.0.1:" + sshd.port() + path;
    }

    int port() {
        return sshd.port();
    }

    /** Puts the key into a file that is not there yet. */
    public Path writeKey(Path file) throws Exception {
        return InProcessGitServer.writePrivate(deployKey, file);
    }

    public String knownHostsLine() throws IOException {
        return sshd.knownHostsLine();
    }

    /** Runs a script there, as root; answers what it printed. */
    public String sh(String script) throws IOException {
        return sshd.sh(script);
    }

    @Override
    public void close() throws IOException {
        sshd.close();
    }
}
