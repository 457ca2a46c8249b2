package dev.nordbox.installer.control;

import dev.nordbox.installer.artifact.K3sPins;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where images, packages, time and names come from, and what k3s was installed from. */
final class SupplyChecks {
    private static final String BINARY = "/usr/local/bin/k3s";
    private static final String IMAGES = "/var/lib/rancher/k3s/agent/images/k3s-airgap-images-";
    private static final List<String> SOURCES = List.of("apt", "ntp", "dns");
    private static final List<String> ENDINGS = List.of(".tar.zst", ".tar.gz", ".tar");

    private SupplyChecks() {}

    static Map<String, Check> all() {
        return Map.of(
                "registries-closed", SupplyChecks::registries,
                "endpoints-declared", SupplyChecks::endpoints,
                "git-jurisdiction", SupplyChecks::git,
                "sources-declared", SupplyChecks::sources,
                "k3s-pinned", SupplyChecks::pinned);
    }

    /** What the survey is to sum up. */
    static FactQuery query() {
        List<String> paths = new ArrayList<>(List.of(BINARY));
        for (String architecture : List.of("amd64", "arm64")) {
            ENDINGS.forEach(ending -> paths.add(IMAGES + architecture + ending));
        }
        return FactQuery.NOTHING.artifacts(paths);
    }

    private static Finding registries(Seen seen) {
        boolean closed = seen.text("registries").contains("https://registry.invalid");
        boolean loaded = seen.text("registries-of-containerd").contains("registry.invalid");
        if (!closed) {
            return Finding.fail(
                    "registries-closed",
                    "registries.yaml leaves other registries open",
                    "run `up` again");
        }
        return loaded
                ? Finding.pass("registries-closed", "containerd has the closed default")
                : Finding.fail(
                        "registries-closed",
                        "containerd's default is not the one of registries.yaml",
                        "restart k3s");
    }

    private static Finding endpoints(Seen seen) {
        List<Endpoint> all = seen.profile().parameters().egress();
        List<String> allowed = seen.profile().parameters().countries();
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : all) {
            if (endpoint.owner().isEmpty() || endpoint.country().isEmpty()) {
                wrong.add(endpoint.name() + " has no owner and country");
            } else if (!allowed.contains(endpoint.country().get())) {
                wrong.add(endpoint.name() + " is in " + endpoint.country().get());
            }
        }
        return wrong.isEmpty()
                ? Finding.pass(
                        "endpoints-declared", all.size() + " endpoints with owner and country")
                : Finding.fail(
                        "endpoints-declared",
                        String.join(", ", wrong),
                        "say owner and country in profile.egress");
    }

    private static Finding git(Seen seen) {
        String url = seen.config().git().url();
        Optional<String> country =
                seen.profile().parameters().owners().entrySet().stream()
                        .filter(owner -> url.matches(".*[@/.]" + owner.getKey() + "[:/].*"))
                        .map(Map.Entry::getValue)
                        .findFirst();
        List<String> allowed = seen.profile().parameters().countries();
        if (country.isPresent()) {
            String observed = "owner of the host is in " + country.get();
            return allowed.contains(country.get())
                    ? good(seen, observed)
                    : Finding.fail("git-jurisdiction", observed, foreign(seen));
        }
        List<String> declared =
                seen.profile().parameters().egress().stream()
                        .filter(endpoint -> endpoint.name().equals("git") || isOf(endpoint, url))
                        .flatMap(endpoint -> endpoint.country().stream())
                        .toList();
        String observed = "declared: " + String.join(", ", declared);
        if (declared.isEmpty()) {
            return Finding.inconclusive(
                    "git-jurisdiction",
                    "no well-known host, and no country is declared",
                    "list its host in profile.egress, with owner and country");
        }
        return allowed.containsAll(declared)
                ? good(seen, observed)
                : Finding.fail("git-jurisdiction", observed, foreign(seen));
    }

    /** Where a foreign host refuses nothing, applications may come from one. */
    private static Finding good(Seen seen, String observed) {
        return seen.profile().parameters().git() == Parameters.Jurisdiction.WARN
                ? Finding.inconclusive(
                        "git-jurisdiction",
                        observed,
                        "repositories of applications are not judged: profile.git is warn, so none is"
                                + " refused for its host; deny has the controller refuse them")
                : Finding.pass("git-jurisdiction", observed);
    }

    private static String foreign(Seen seen) {
        return seen.profile().parameters().git() == Parameters.Jurisdiction.WARN
                ? "commits, names and the box' address go there; profile.git is warn, so nothing is"
                        + " refused for it"
                : "commits, names and the box' address go there";
    }

    private static boolean isOf(Endpoint endpoint, String url) {
        return endpoint.host()
                .map(host -> url.matches("(?i)(.*[@/])?" + Pattern.quote(host) + "[:/].*"))
                .orElse(false);
    }

    /**
     * An address or name that the list of endpoints has, with a country, is known; others are not,
     * nor is whom a program on the box asks in its turn.
     */
    private static Finding sources(Seen seen) {
        String id = "sources-declared";
        List<String> foreign = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        TreeSet<String> good = new TreeSet<>();
        TreeSet<String> untold = new TreeSet<>(SOURCES);
        for (String line : seen.lines("sources")) {
            String[] words = line.split(" ", 2);
            String host = host(words[words.length - 1].strip());
            if (host.isEmpty()) {
                continue;
            }
            untold.remove(words[0]);
            Optional<String> country = country(seen, host);
            String what = words[0] + " " + host;
            if (isLoopback(host)) {
                hidden.add(what);
            } else if (country.isEmpty()) {
                unknown.add(what);
            } else if (seen.profile().parameters().countries().contains(country.get())) {
                good.add(what + " in " + country.get());
            } else {
                foreign.add(what + " is in " + country.get());
            }
        }
        if (!foreign.isEmpty()) {
            return Finding.fail(
                    id,
                    String.join(", ", foreign),
                    "name a mirror or server in an allowed country in the host's configuration");
        }
        if (!unknown.isEmpty()) {
            return Finding.inconclusive(
                    id,
                    "not declared: " + String.join(", ", unknown),
                    "list them in profile.egress with host or cidrs, owner and country, or name"
                            + " others in the host's configuration");
        }
        if (!hidden.isEmpty()) {
            return Finding.inconclusive(
                    id,
                    "a program on the box itself: " + String.join(", ", hidden),
                    "whom that asks is not seen: name the servers themselves in the host's"
                            + " configuration");
        }
        return untold.isEmpty()
                ? Finding.pass(id, String.join(", ", good))
                : Finding.inconclusive(
                        id,
                        "no server was found of: " + String.join(", ", untold),
                        "where these come from is not seen; time is asked of chrony and"
                                + " systemd-timesyncd, names of /etc/resolv.conf and"
                                + " systemd-resolved");
    }

    /** {@code http://deb.example.no/debian} is there for its host. */
    private static String host(String source) {
        return source.replaceFirst("^[a-z+]+://", "")
                .replaceFirst("^[^/@]*@", "")
                .replaceFirst("/.*", "")
                .replaceFirst("^([^:]*):\\d+$", "$1");
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
    }

    private static Optional<String> country(Seen seen, String host) {
        Optional<Cidr> address = Cidr.IpAddress.parse(host).map(Cidr::of);
        return seen.profile().parameters().egress().stream()
                .filter(
                        endpoint ->
                                endpoint.host().equals(Optional.of(host))
                                        || address.filter(one -> one.isAmong(endpoint.cidrs()))
                                                .isPresent())
                .flatMap(endpoint -> endpoint.country().stream())
                .findFirst();
    }

    private static Finding pinned(Seen seen) {
        String id = "k3s-pinned";
        Optional<FileFacts> binary = seen.facts().file(BINARY);
        Optional<String> version = seen.facts().k3s().version();
        if (binary.isEmpty() || version.isEmpty()) {
            return Finding.inconclusive(id, "there is no k3s of nordbox' on the host", "");
        }
        Map<String, String> sums =
                K3sPins.sums(version.get(), seen.facts().machine().architecture());
        List<String> others = new ArrayList<>();
        List<String> pinned = new ArrayList<>();
        judge(binary.get(), "k3s", sums, pinned, others);
        for (String path : query().names(FactQuery.Kind.ARTIFACT)) {
            seen.facts()
                    .file(path)
                    .filter(file -> path.startsWith(IMAGES))
                    .ifPresent(
                            file ->
                                    judge(
                                            file,
                                            path.substring(path.lastIndexOf('/') + 1),
                                            sums,
                                            pinned,
                                            others));
        }
        String observed = version.get() + ": " + String.join(", ", pinned);
        return others.isEmpty()
                ? Finding.pass(id, observed)
                : new Finding(
                        id,
                        Result.MANUAL,
                        version.get() + ": " + String.join(", ", others),
                        "no sum of these ships with nordbox: somebody must know who brought them");
    }

    private static void judge(
            FileFacts file,
            String name,
            Map<String, String> sums,
            List<String> pinned,
            List<String> others) {
        boolean known = sums.containsValue(file.sha256());
        (known ? pinned : others).add(name + " sha256 " + file.sha256().substring(0, 12));
    }
}
