package dev.nordbox.appliance.catalog;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository is, whatever the way there: {@code https://host/x.git}, {@code
 * ssh://git@host:22/x} and {@code git@host:x} are one. Manifests often say https where the box logs
 * in by deploy key.
 *
 * @param text host and path in lower case, without {@code .git}
 */
public record RepositoryAddress(String text) {

    private static final Pattern URL =
            Pattern.compile("[a-z][a-z0-9+.-]*://(?:[^/@]*@)?([^/:]*)(?::[0-9]+)?/*(.*)");
    private static final Pattern SCP = Pattern.compile("(?:[^/@]*@)?([^/:]+):/*(.*)");

    public static RepositoryAddress of(String url) {
        String text = url.trim().toLowerCase(Locale.ROOT).replaceAll("/+$", "");
        if (text.endsWith(".git")) {
            text = text.substring(0, text.length() - ".git".length());
        }
        Matcher matcher = URL.matcher(text);
        if (!matcher.matches()) {
            matcher = SCP.matcher(text);
        }
        return new RepositoryAddress(
                matcher.matches()
                        ? matcher.group(1) + "/" + matcher.group(2)
                        : "/" + text.replaceAll("^/+", "")); // a plain path, as in file:///path
    }

    /** Its last part: what people call the repository. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
