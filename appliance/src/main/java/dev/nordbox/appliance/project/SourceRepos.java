package dev.nordbox.appliance.project;

import dev.nordbox.appliance.argo.Wildcard;
import dev.nordbox.appliance.catalog.RepositoryAddress;
import java.util.List;
import java.util.Locale;

/** {@code sourceRepos} of a project. */
final class SourceRepos {

    private SourceRepos() {}

    static boolean allow(List<String> patterns, String repoUrl) {
        boolean allowed = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (matches(pattern.substring(1), repoUrl)) {
                    return false;
                }
            } else {
                allowed |= matches(pattern, repoUrl);
            }
        }
        return allowed;
    }

    /** A pattern without wildcards names a repository, whatever the way there. */
    private static boolean matches(String pattern, String repoUrl) {
        boolean literal = pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
        return pattern.equals("*")
                || literal && RepositoryAddress.of(pattern).equals(RepositoryAddress.of(repoUrl))
                || Wildcard.matchesPath(plain(pattern), plain(repoUrl));
    }

    private static String plain(String url) {
        return url.trim().toLowerCase(Locale.ROOT).replaceAll("/+$", "").replaceAll("\\.git$", "");
    }
}
