package dev.nordbox.installer.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code nft -s -t list ruleset} and {@code iptables-save} say, looked through for chains that
 * end in a drop or a reject of everything, or of everything new. A rule with another condition
 * (fail2ban's addresses, an invalid state) is none, and what Kubernetes makes is its own.
 */
final class FilterLines {
    private static final Pattern TABLE = Pattern.compile("table (\\S+ \\S+) \\{.*");
    private static final Pattern CHAIN = Pattern.compile("\\s*chain (\\S+) \\{.*");
    private static final Pattern HOOK =
            Pattern.compile(
                    "\\s*type (?:filter|route) hook (input|forward|prerouting|output|postrouting)"
                            + " .*?(policy drop)?;?\\s*");
    private static final Set<String> OUTWARD = Set.of("output", "postrouting");
    private static final Set<String> BASE_OF_IPTABLES = Set.of("INPUT", "FORWARD", "OUTPUT");

    /** Where a node's own traffic leaves: the kubelet's to its pods, everybody's to the API. */
    private static final List<String> NODES_OWN = List.of("lo", "cni0");

    private static final Pattern JUMP = Pattern.compile(".*\\b(?:jump|goto) (\\S+).*");
    private static final Pattern VERDICT =
            Pattern.compile(".*(?:\\b(drop|reject)\\b|(?:xt target|xt_)\\s*\"?(REJECT|DROP)).*");

    /** Words of a rule that say for whom it is; an interface alone is everybody behind it. */
    private static final Pattern CONDITION =
            Pattern.compile(
                    ".*\\b(saddr|daddr|sport|dport|ct|icmp|icmpv6|tcp|udp|th|mark|limit|fib|ether"
                            + "|l4proto|nfproto|pkttype|vmap|xt match|frag|hoplimit|ttl)\\b.*|.*@.*");

    /** Of a connection that begins: who drops these drops all of them. */
    private static final Pattern STATE_NEW =
            Pattern.compile(
                    "\\bct state (?:[a-z,]*\\bnew\\b[a-z,]*|\\{[a-z, ]*\\bnew\\b[a-z, ]*}"
                            + "|!= (?!\\S*\\bnew\\b)[a-z,]+|!= \\{(?![^}]*\\bnew\\b)[a-z, ]+})(?= )");

    private static final Pattern STATE_NEW_OF_IPTABLES =
            Pattern.compile(
                    "-m (?:conntrack --ctstate|state --state) (?:[A-Z,]*\\bNEW\\b[A-Z,]*)(?= |$)");

    private static final Pattern REJECT_WITH = Pattern.compile("\\breject with .*");

    private static final Pattern OF_KUBERNETES =
            Pattern.compile("(KUBE-|CNI-|FLANNEL-|cali-|cilium|flannel).*");
    private static final Set<String> OUR_TABLES =
            Set.of("inet nordbox", "ip kube-proxy", "ip6 kube-proxy");
    private static final Pattern TABLE_OF_KUBERNETES =
            Pattern.compile("\\S+ (kube-proxy|cni_hostport|k3s_netpol|flannel.*)");

    /** A chain: its hook's policy when it has one, and its rules. */
    private static final class Chain {
        private boolean base;
        private boolean outgoing;
        private Optional<String> policy = Optional.empty();
        private final List<String> rules = new ArrayList<>();
    }

    private FilterLines() {}

    static List<ForeignFilter> ofNft(List<String> lines) {
        Map<String, Map<String, Chain>> tables = new LinkedHashMap<>();
        Map<String, Chain> table = new LinkedHashMap<>();
        Chain chain = new Chain();
        for (String line : lines) {
            Matcher opens = TABLE.matcher(line);
            Matcher begins = CHAIN.matcher(line);
            Matcher hook = HOOK.matcher(line);
            if (opens.matches()) {
                table = tables.computeIfAbsent(opens.group(1), name -> new LinkedHashMap<>());
            } else if (begins.matches()) {
                chain = table.computeIfAbsent(begins.group(1), name -> new Chain());
            } else if (hook.matches()) {
                chain.base = true;
                chain.outgoing = OUTWARD.contains(hook.group(1));
                chain.policy = Optional.ofNullable(hook.group(2));
            } else if (line.isBlank() || line.strip().equals("}")) {
                chain = line.isBlank() ? chain : new Chain();
            } else {
                chain.rules.add(line.strip());
            }
        }
        List<ForeignFilter> found = new ArrayList<>();
        tables.forEach(
                (name, chains) -> {
                    if (!OUR_TABLES.contains(name)
                            && !TABLE_OF_KUBERNETES.matcher(name).matches()) {
                        found.addAll(closing(name, chains, kindOf(name, chains)));
                    }
                });
        return found;
    }

    /** iptables' chains are in capitals, also where nft lists them. */
    private static ForeignFilter.Kind kindOf(String table, Map<String, Chain> chains) {
        boolean old =
                table.matches("ip6? (filter|mangle|raw)")
                        && chains.keySet().stream().anyMatch(BASE_OF_IPTABLES::contains);
        return old ? ForeignFilter.Kind.IPTABLES : ForeignFilter.Kind.NFTABLES;
    }

    /**
     * {@code :INPUT DROP [0:0]} and {@code -A INPUT -j REJECT …}, as {@code iptables-save} writes.
     */
    static List<ForeignFilter> ofIptables(List<String> lines) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (line.startsWith(":")) {
                Chain chain = chains.computeIfAbsent(words[0].substring(1), name -> new Chain());
                chain.base = BASE_OF_IPTABLES.contains(words[0].substring(1));
                chain.outgoing = words[0].equals(":OUTPUT");
                chain.policy = Optional.of("policy drop").filter(p -> words[1].equals("DROP"));
            } else if (line.startsWith("-A ") && words.length > 3) {
                Chain chain = chains.computeIfAbsent(words[1], name -> new Chain());
                chain.rules.add(asNft(line.substring(line.indexOf(words[1]) + words[1].length())));
            }
        }
        return closing("ip filter", chains, ForeignFilter.Kind.IPTABLES);
    }

    private static String asNft(String rule) {
        String target = rule.replaceAll(".*-[jg] (\\S+).*", "$1");
        String conditions =
                STATE_NEW_OF_IPTABLES
                        .matcher(rule.replaceAll("-[jg] .*", ""))
                        .replaceAll("")
                        .replaceAll("(! )?-[io] \\S+", "")
                        .strip();
        String face = rule.replaceAll("(?:.* )?-([io]) (\\S+) .*", "$1ifname \"$2\" ");
        String verdict =
                switch (target) {
                    case "DROP", "REJECT", "ACCEPT" -> target.toLowerCase(Locale.ROOT);
                    default -> "jump " + target;
                };
        return (face.equals(rule) ? "" : face) + (conditions.isEmpty() ? "" : "ct ") + verdict;
    }

    private static List<ForeignFilter> closing(
            String table, Map<String, Chain> chains, ForeignFilter.Kind kind) {
        List<ForeignFilter> found = new ArrayList<>();
        chains.forEach(
                (name, chain) -> {
                    if (chain.base && !(chain.outgoing && lets(chain, NODES_OWN))) {
                        chain.policy
                                .or(() -> verdictOf(name, chains, new HashSet<>()))
                                .ifPresent(
                                        verdict ->
                                                found.add(
                                                        new ForeignFilter(
                                                                table,
                                                                name,
                                                                verdict,
                                                                kind,
                                                                chain.outgoing)));
                    }
                });
        return found;
    }

    /** Whether all that leaves by each of these is accepted, each by name. */
    private static boolean lets(Chain chain, List<String> interfaces) {
        return interfaces.stream()
                .allMatch(
                        name ->
                                chain.rules.stream()
                                        .filter(rule -> !CONDITION.matcher(rule).matches())
                                        .anyMatch(
                                                rule ->
                                                        rule.startsWith("oif")
                                                                && !rule.contains("!=")
                                                                && rule.contains('"' + name + '"')
                                                                && rule.matches(
                                                                        ".*\\baccept(?: comment .*)?")));
    }

    private static Optional<String> verdictOf(
            String name, Map<String, Chain> chains, Set<String> seen) {
        if (!seen.add(name) || OF_KUBERNETES.matcher(name).matches()) {
            return Optional.empty();
        }
        for (String whole : chains.getOrDefault(name, new Chain()).rules) {
            String rule = REJECT_WITH.matcher(whole).replaceAll("reject");
            rule = STATE_NEW.matcher(rule).replaceAll("").strip();
            if (CONDITION.matcher(rule).matches()) {
                continue;
            }
            Matcher jump = JUMP.matcher(rule);
            Matcher verdict = VERDICT.matcher(rule);
            if (jump.matches()) {
                Optional<String> there = verdictOf(jump.group(1), chains, seen);
                if (there.isPresent()) {
                    return there;
                }
            } else if (verdict.matches()) {
                String word = verdict.group(1) == null ? verdict.group(2) : verdict.group(1);
                return Optional.of(word.toLowerCase(Locale.ROOT) + " everything else");
            } else if (rule.matches("(counter .*)?accept")) {
                return Optional.empty(); // nothing comes by here
            }
        }
        return Optional.empty();
    }
}
