package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.host.ssh.config.HostSettings.Ignored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What nordbox does not do of what a configuration may say: told by name, never passed over. */
final class Limits {
    private static final String OWN_CHOICE = "nordbox chooses its own algorithms";

    private static final Map<String, String> IGNORED =
            Map.ofEntries(
                    Map.entry("canonicalizehostname", "names are taken as they stand"),
                    Map.entry("pkcs11provider", "add the token to an agent: `ssh-add -s PROVIDER`"),
                    Map.entry("bindaddress", "the system chooses the address to come from"),
                    Map.entry("bindinterface", "the system chooses the address to come from"),
                    Map.entry(
                            "knownhostscommand",
                            "no program is asked for host keys; what only it knows is asked about"),
                    Map.entry("verifyhostkeydns", "DNS is not asked for host keys"),
                    Map.entry("kexalgorithms", OWN_CHOICE),
                    Map.entry("ciphers", OWN_CHOICE),
                    Map.entry("macs", OWN_CHOICE),
                    Map.entry("hostkeyalgorithms", OWN_CHOICE),
                    Map.entry("pubkeyacceptedalgorithms", OWN_CHOICE),
                    Map.entry("casignaturealgorithms", OWN_CHOICE));

    private static final Map<String, String> BLOCKING =
            Map.of(
                    "proxycommand",
                    "nordbox starts no program to reach a host; use ProxyJump, or --jump",
                    "revokedhostkeys",
                    "nordbox cannot read it; name revoked keys as @revoked in known_hosts",
                    "refuseconnection",
                    "the file wants no connection to this host; delete the line");

    /** A whole line, and not its first word, is what these say. */
    private static final Set<String> COMMANDS = Set.of("proxycommand", "knownhostscommand");

    private static final Set<String> DONE =
            Set.of(
                    ("hostname user port proxyjump identityfile certificatefile identitiesonly"
                                    + " identityagent hostkeyalias userknownhostsfile"
                                    + " globalknownhostsfile hashknownhosts preferredauthentications"
                                    + " pubkeyauthentication kbdinteractiveauthentication"
                                    + " passwordauthentication batchmode addressfamily"
                                    + " connecttimeout")
                            .split(" "));

    /** Without a meaning for a connection of ours: terminals, forwardings, sharing, logging. */
    private static final Set<String> HARMLESS =
            Set.of(
                    ("addkeystoagent canonicaldomains canonicalizefallbacklocal canonicalizemaxdots"
                                    + " canonicalizepermittedcnames channeltimeout checkhostip"
                                    + " clearallforwardings compression connectionattempts controlmaster"
                                    + " controlpath controlpersist dynamicforward enableescapecommandline"
                                    + " enablesshkeysign escapechar exitonforwardfailure fingerprinthash"
                                    + " forkafterauthentication forwardagent forwardx11 forwardx11timeout"
                                    + " forwardx11trusted gatewayports gssapiauthentication"
                                    + " gssapiclientidentity gssapidelegatecredentials gssapikexalgorithms"
                                    + " gssapikeyexchange gssapirenewalforcesrekey gssapiserveridentity"
                                    + " gssapitrustdns hostbasedacceptedalgorithms hostbasedauthentication"
                                    + " ignoreunknown ipqos kbdinteractivedevices localcommand localforward"
                                    + " loglevel logverbose nohostauthenticationforlocalhost"
                                    + " numberofpasswordprompts obscurekeystroketiming permitlocalcommand"
                                    + " permitremoteopen proxyusefdpass rekeylimit remotecommand remoteforward"
                                    + " requesttty requiredrsasize securitykeyprovider sendenv"
                                    + " serveralivecountmax serveraliveinterval sessiontype setenv stdinnull"
                                    + " streamlocalbindmask streamlocalbindunlink syslogfacility tag tcpkeepalive"
                                    + " tunnel tunneldevice updatehostkeys usekeychain visualhostkey"
                                    + " versionaddendum warnweakcrypto xauthlocation")
                            .split(" "));

    /** What ssh itself passes over by now; real files still have it. */
    private static final Set<String> OBSOLETE =
            Set.of(
                    ("afstokenpassing cipher compressionlevel fallbacktorsh globalknownhostsfile2"
                                    + " kerberosauthentication kerberostgtpassing protocol"
                                    + " protocolkeepalives rhostsauthentication rhostsrsaauthentication"
                                    + " rsaauthentication setuptimeout useblacklistedkeys"
                                    + " useprivilegedport userknownhostsfile2 useroaming usersh")
                            .split(" "));

    private Limits() {}

    static List<Ignored> ignored(Settings settings) {
        List<Ignored> all = new ArrayList<>();
        for (ConfigLine match : settings.undecided()) {
            all.add(new Ignored(match, "not evaluated, so the lines below it do not count"));
        }
        List<String> unknown =
                settings.first("ignoreunknown")
                        .map(line -> List.of(line.rest().strip().split(",")))
                        .orElse(List.of());
        for (ConfigLine line : settings.applied()) {
            meaning(line, unknown).ifPresent(meaning -> all.add(new Ignored(line, meaning)));
        }
        return List.copyOf(all);
    }

    static List<Ignored> blocking(Settings settings) {
        return settings.applied().stream()
                .filter(line -> BLOCKING.containsKey(line.key()) && isOn(line))
                .map(line -> new Ignored(line, BLOCKING.get(line.key())))
                .toList();
    }

    private static Optional<String> meaning(ConfigLine line, List<String> unknown) {
        String key = line.key();
        if (key.equals("stricthostkeychecking")) {
            return lenient(line);
        }
        if (IGNORED.containsKey(key)) {
            return isOn(line) ? Optional.of(IGNORED.get(key)) : Optional.empty();
        }
        boolean known =
                Stream.of(DONE, HARMLESS, OBSOLETE, BLOCKING.keySet())
                                .anyMatch(keys -> keys.contains(key))
                        || Wildcards.matchInAnyCase(unknown, key);
        return known ? Optional.empty() : Optional.of("nordbox does not know this keyword");
    }

    private static Optional<String> lenient(ConfigLine line) {
        return said(line).matches("(?i)yes|true|ask")
                ? Optional.empty()
                : Optional.of("an unknown host key is asked about; --accept-new takes it");
    }

    private static boolean isOn(ConfigLine line) {
        return !said(line).matches("(?i)no|false|none");
    }

    /** Without a comment behind it. */
    private static String said(ConfigLine line) {
        return COMMANDS.contains(line.key()) ? line.rest().strip() : String.join(" ", line.words());
    }
}
