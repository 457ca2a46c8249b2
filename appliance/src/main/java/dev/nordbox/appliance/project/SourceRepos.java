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

    /**
     * A pattern is for repositories, whatever the way there: one that forbids would forbid nothing
     * if another spelling got round it.
     */
    private static boolean matches(String pattern, String repoUrl) {
        String plain = plain(pattern);
        RepositoryAddress address = RepositoryAddress.of(repoUrl);
        return pattern.equals("*")
                || Wildcard.matchesPath(plain, plain(repoUrl))
                || Wildcard.matchesPath(meant(pattern), address.text())
                || address.spellings().stream()
                        .anyMatch(spelling -> Wildcard.matchesPath(plain, spelling));
    }

    /** Host and path, with the pattern's wildcards. */
    private static String meant(String pattern) {
        return RepositoryAddress.of(pattern).text().replaceAll("/+$", "");
    }

    private static String plain(String url) {
        return url.trim().toLowerCase(Locale.ROOT).replaceAll("/+$", "").replaceAll("\\.git$", "");
    }
}
