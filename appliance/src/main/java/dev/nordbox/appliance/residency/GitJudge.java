package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Manifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who runs the hosts of repositories that applications are taken from. */
final class GitJudge implements ResidencyGate.Judge {
    private static final Pattern HOST =
            Pattern.compile("(?:[a-z+]+://)?(?:[^@/]*@)?([a-z0-9.-]+?)\\.?(?:[:/].*)?");
    private static final Set<String> KINDS =
            Set.of("Application.argoproj.io", "ApplicationSet.argoproj.io");

    private final ResidencyRules rules;

    GitJudge(ResidencyRules rules) {
        this.rules = rules;
    }

    @Override
    public void examine(Manifest manifest, Objections to) {
        if (!KINDS.contains(manifest.key().groupKind().toString())) {
            return;
        }
        Set<String> urls = new LinkedHashSet<>();
        collect(manifest.content(), urls);
        for (String url : urls) {
            Matcher host = HOST.matcher(url.strip().toLowerCase(Locale.ROOT));
            Optional<String> country =
                    host.matches() ? country(host.group(1)) : Optional.<String>empty();
            if (country.isPresent() && !rules.countries().contains(country.get())) {
                to.add(
                        "SUP-05",
                        "the owner of %s is in %s".formatted(host.group(1), country.get()),
                        "keep the repository with an owner in an allowed country");
            }
        }
    }

    /** A source is written in several places, in templates and generators, too. */
    private static void collect(Object value, Set<String> urls) {
        if (value instanceof Map<?, ?> map) {
            if (map.get("repoURL") instanceof String url) {
                urls.add(url);
            }
            map.values().forEach(each -> collect(each, urls));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, urls));
        }
    }

    /** Of a host or one below it, as {@code ssh.github.com}. */
    private Optional<String> country(String host) {
        return rules.gitOwners().entrySet().stream()
                .filter(owner -> ("." + host).endsWith("." + owner.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
