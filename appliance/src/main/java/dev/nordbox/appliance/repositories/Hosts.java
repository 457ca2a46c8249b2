package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.http.ThisMachine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which places an Application may name: another machine, by a way that proves who answers. What is
 * on this machine and on its own link (files, services that trust whoever is local, the metadata
 * service of a cloud) is nobody's repository.
 */
final class Hosts {

    private static final Pattern USER_OF_HTTPS = Pattern.compile("(?i)(https://)[^/@:]+@(.*)");
    private static final String INSTEAD =
            "; name it by an address that the network knows it by, as git@host:path or"
                    + " https://host/path";

    private final boolean alsoHere;

    private Hosts(boolean alsoHere) {
        this.alsoHere = alsoHere;
    }

    /** Other machines alone. */
    static Hosts elsewhere() {
        return new Hosts(false);
    }

    /** Files and services of this machine, too: for tests. */
    static Hosts anywhere() {
        return new Hosts(true);
    }

    /** Why the URL may not be named, as far as that can be said without asking anybody. */
    Optional<String> objection(String repoUrl) {
        try {
            GitUrl url = parse(repoUrl);
            if (alsoHere) {
                return Optional.empty();
            }
            if (url.scheme() == GitUrl.Scheme.FILE) {
                return Optional.of(
                        "a file: URL is honoured only for the repository that the controller was"
                                + " told to follow"
                                + INSTEAD);
            }
            String host = url.host().toLowerCase(Locale.ROOT);
            return ThisMachine.isNamedBy(host) ? Optional.of(told(host)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    e.getMessage()
                            .replace(
                                    "name a credentialsFile",
                                    "put it into a Secret with the label "
                                            + RepositorySecret.TYPE_LABEL));
        }
    }

    /** As Applications write it: in https a user's name, which is no secret, is left out. */
    static GitUrl parse(String repoUrl) {
        return GitUrl.parse(USER_OF_HTTPS.matcher(repoUrl.trim()).replaceFirst("$1$2"));
    }

    /**
     * Where a name leads may change, so this is asked before each connection; the virtual machine
     * remembers the answer for longer than it takes to connect.
     */
    void check(GitUrl url) throws GitException {
        if (alsoHere) {
            return;
        }
        try {
            String bare = url.host().replaceAll("[\\[\\]]", "");
            for (InetAddress address : InetAddress.getAllByName(bare)) {
                if (ThisMachine.includes(address)) {
                    throw new GitException(
                            Reason.SETUP,
                            url + ": " + told(url.host() + " (" + address.getHostAddress() + ")"),
                            "see where the name leads");
                }
            }
        } catch (UnknownHostException e) {
            throw new GitException(
                    Reason.HOST_UNKNOWN,
                    "no address is known for the Git host " + url.host(),
                    "check the name in the URL, and the name servers of this machine",
                    e);
        }
    }

    private static String told(String host) {
        return host
                + " is this machine or its own link, where no repository is looked for"
                + INSTEAD;
    }
}
