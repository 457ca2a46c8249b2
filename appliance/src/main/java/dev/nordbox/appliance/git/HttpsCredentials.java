package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * User name and password for https; a file has them in the form that {@code git credential} speaks.
 * They are given to the one host they are meant for, and nobody is ever asked for them.
 */
final class HttpsCredentials extends CredentialsProvider {

    private final GitUrl url;
    private final String username;
    private final char[] password;

    private HttpsCredentials(GitUrl url, String username, char[] password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    static HttpsCredentials of(GitLogin.Password login, GitUrl url) {
        return new HttpsCredentials(url, login.username(), login.password().toCharArray());
    }

    static HttpsCredentials read(Path file, GitUrl url) throws GitException {
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals).strip(), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new GitException(
                    Reason.SETUP,
                    "the credentialsFile " + file + " cannot be read: " + GitFailures.words(e),
                    "write two lines into it: username=… and password=…",
                    e);
        }
        if (!values.containsKey("username") || !values.containsKey("password")) {
            throw new GitException(
                    Reason.SETUP,
                    "the credentialsFile " + file + " lacks username= or password=",
                    "write two lines into it: username=… and password=…");
        }
        return new HttpsCredentials(
                url, values.get("username"), values.get("password").toCharArray());
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (CredentialItem item : items) {
            if (!(item instanceof CredentialItem.Username)
                    && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish asking, CredentialItem... items) {
        if (!supports(items)
                || !url.isServedBy(asking.getScheme(), asking.getHost(), asking.getPort())) {
            return false;
        }
        for (CredentialItem item : items) {
            if (item instanceof CredentialItem.Username name) {
                name.setValue(username);
            } else if (item instanceof CredentialItem.Password secret) {
                secret.setValue(password.clone());
            }
        }
        return true;
    }
}
