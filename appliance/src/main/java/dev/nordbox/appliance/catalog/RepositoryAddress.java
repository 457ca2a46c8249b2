package dev.nordbox.appliance.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository is, whatever the way there: {@code https://host/x.git}, {@code
 * ssh://git@host:22/x} and {@code git@host:x} are one. Manifests often say https where the box logs
 * in by deploy key. Two that may be one, and cannot be known to be, are two.
 *
 * @param text host and path in lower case, without {@code .git} and without disguises: {@code //},
 *     {@code %41}, a dot behind the host
 */
public record RepositoryAddress(String text) {

    private static final Pattern URL =
            Pattern.compile(
                    "([a-z][a-z0-9+.-]*)://(?:[^/@]*@)?(\\[[0-9a-f:.]+]|[^/:\\[\\]]*)"
                            + "(?::([0-9]+))?/*(.*)");
    private static final Pattern SCP =
            Pattern.compile("(?:[^/@]*@)?(\\[[0-9a-f:.]+]|[^/:\\[\\]]+):/*(.*)");

    /** Bitbucket Data Center serves SSH here, and the same paths below {@code /scm} on the web. */
    private static final String BITBUCKET_SSH = "7999";

    /** One forge under several names: of its SSH behind firewalls, of its older domains. */
    private static final List<Alias> ALIASES =
            List.of(
                    new Alias("ssh\\.(github\\.com)/(.+)", "$1/$2"),
                    new Alias("altssh\\.(bitbucket\\.org|gitlab\\.com)/(.+)", "$1/$2"),
                    new Alias("www\\.(github\\.com|gitlab\\.com|bitbucket\\.org)/(.+)", "$1/$2"),
                    new Alias(
                            "(?:ssh\\.dev\\.azure\\.com|vs-ssh\\.visualstudio\\.com)"
                                    + "/v3/([^/]+)/([^/]+)/([^/]+)",
                            "dev.azure.com/$1/$2/_git/$3"),
                    new Alias(
                            "([^./]+)\\.visualstudio\\.com/(?:defaultcollection/)?(.+)",
                            "dev.azure.com/$1/$2"),
                    // A project's first repository has its name, and is written without the
                    // project.
                    new Alias(
                            "dev\\.azure\\.com/([^/]+)/_git/([^/]+)",
                            "dev.azure.com/$1/$2/_git/$2"));

    private static final Pattern AZURE =
            Pattern.compile("dev\\.azure\\.com/([^/]+)/([^/]+)/_git/([^/]+)");
    private static final Pattern ENCODED =
            Pattern.compile("%(2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])");

    private record Alias(Pattern pattern, String meaning) {
        Alias(String pattern, String meaning) {
            this(Pattern.compile(pattern), meaning);
        }
    }

    /** Asked for the same few all the time; bounded, since anybody may write a URL. */
    private static final Map<String, RepositoryAddress> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 2_000;

    public static RepositoryAddress of(String url) {
        if (KNOWN.size() > MOST_KNOWN) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(url, RepositoryAddress::read);
    }

    private static RepositoryAddress read(String url) {
        String text = undisguised(url.trim()).toLowerCase(Locale.ROOT).replaceAll("/+$", "");
        if (text.endsWith(".git")) {
            text = text.substring(0, text.length() - ".git".length());
        }
        Matcher matcher = URL.matcher(text);
        if (matcher.matches()) {
            return new RepositoryAddress(
                    known(host(matcher) + "/" + path(matcher, matcher.group(4))));
        }
        matcher = SCP.matcher(text);
        return new RepositoryAddress(
                matcher.matches()
                        ? known(matcher.group(1).replaceAll("\\.$", "") + "/" + matcher.group(2))
                        : "/" + text.replaceAll("^/+", "")); // a plain path, as in file:///path
    }

    /** Letters and digits need no {@code %}, and hosts take two slashes for one. */
    private static String undisguised(String url) {
        return ENCODED.matcher(url)
                .replaceAll(
                        code ->
                                Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(code.group(1), 16))))
                .replaceAll("(?<![:/])/{2,}", "/");
    }

    /** The port of SSH says nothing of the forge; one of the web may be another forge. */
    private static String host(Matcher url) {
        String port = url.group(3);
        boolean usual = port == null || url.group(1).endsWith("ssh") || port.equals("443");
        String host = url.group(2).replaceAll("\\.$", "");
        return usual ? host : host + ":" + port;
    }

    private static String path(Matcher url, String path) {
        boolean bitbucket = url.group(1).endsWith("ssh") && BITBUCKET_SSH.equals(url.group(3));
        return bitbucket ? "scm/" + path : path;
    }

    private static String known(String address) {
        String known = address;
        for (Alias alias : ALIASES) {
            Matcher matcher = alias.pattern().matcher(known);
            if (matcher.matches()) {
                known = matcher.replaceFirst(alias.meaning());
            }
        }
        return known;
    }

    /**
     * The ways of writing it that patterns may be meant for: as a browser has it, both ways of SSH,
     * and neither.
     */
    public List<String> spellings() {
        String ssh = AZURE.matcher(text).replaceFirst("ssh.dev.azure.com/v3/$1/$2/$3");
        return List.of(
                text,
                "https://" + text,
                "ssh://git@" + ssh,
                "git@" + ssh.replaceFirst("(?<=[^/])/", ":"));
    }

    /**
     * Whether it may be another name of the same: a host within and without, at another port, below
     * another path. Owner and name are alike then.
     */
    public boolean mayBe(RepositoryAddress other) {
        return !equals(other) && ownerAndName().equals(other.ownerAndName());
    }

    private String ownerAndName() {
        String path = text.substring(text.indexOf('/') + 1);
        int name = path.lastIndexOf('/');
        int owner = path.lastIndexOf('/', name - 1);
        return name < 0 ? path : path.substring(owner + 1);
    }

    /** Its last part: what people call the repository. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
