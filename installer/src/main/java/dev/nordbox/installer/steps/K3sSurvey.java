package dev.nordbox.installer.steps;

import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Asks the box' own cluster, once k3s runs there, in one round trip. */
public final class K3sSurvey implements ClusterSurvey {
    static final String LABEL = "ask the cluster";
    private static final String KNOWN = "known=";
    private static final String DRIFT = "drift=";
    private static final String LABELLED = "labelled=";
    private static final String SEALING_KEY = "sealing-key=";
    private static final String NODE = "node-name=";
    private static final String NODE_LABEL = "node-label=";
    private static final String NODE_TAINT = "node-taint=";

    @Override
    public Optional<ClusterFacts> survey(Shell host, HostFacts facts, Set<ClusterPart> parts)
            throws ProblemException {
        if (!facts.unit(K3sFiles.UNIT).isActive()) {
            return Optional.empty();
        }
        if (parts.isEmpty()) {
            return Optional.of(ClusterFacts.UNASKED);
        }
        List<String> words = new ArrayList<>(List.of(WantedBaseline.FILE));
        parts.stream().map(ClusterPart::word).sorted().forEach(words::add);
        Command ask =
                HostScript.of(LABEL, "k3s-state", words.toArray(String[]::new))
                        .within(K3sState.DEADLINE);
        return Optional.of(parse(host.run(ask).orFail(host, ask).stdout()));
    }

    static ClusterFacts parse(String text) {
        K3sState state = K3sState.parse(text);
        Set<ClusterPart> known = EnumSet.noneOf(ClusterPart.class);
        Set<String> drifted = new TreeSet<>();
        Set<String> labelled = new TreeSet<>();
        Set<String> sealingKeys = new TreeSet<>();
        Set<String> nodes = new TreeSet<>();
        Map<String, Map<String, String>> labels = new HashMap<>();
        Map<String, Map<String, String>> taints = new HashMap<>();
        Optional<String> token = Optional.empty();
        for (String line : text.lines().toList()) {
            if (line.startsWith(KNOWN)) {
                Stream.of(ClusterPart.values())
                        .filter(part -> line.equals(KNOWN + part.word()))
                        .forEach(known::add);
            } else if (line.startsWith(DRIFT)) {
                drifted.add(line.substring(DRIFT.length()));
            } else if (line.startsWith(NODE)) {
                nodes.add(line.substring(NODE.length()));
            } else if (line.startsWith(NODE_LABEL)) {
                mark(labels, line.substring(NODE_LABEL.length()));
            } else if (line.startsWith(NODE_TAINT)) {
                mark(taints, line.substring(NODE_TAINT.length()));
            } else if (line.startsWith(SEALING_KEY)) {
                fingerprint(line.substring(SEALING_KEY.length())).ifPresent(sealingKeys::add);
            } else if (line.startsWith(LABELLED)) {
                // KIND [NAMESPACE/]NAME UID
                String[] words = line.substring(LABELLED.length()).split(" ");
                labelled.add(words[0] + " " + words[1]);
                if (words[1].equals(ControllerAccess.NAMESPACE + "/" + ControllerAccess.TOKEN)) {
                    token = Optional.of(words[2]);
                }
            }
        }
        return new ClusterFacts(
                known,
                state.isNodeReady(),
                state.blockedBy(),
                Optional.of(state.address()).filter(address -> !address.isEmpty()),
                drifted,
                labelled,
                token,
                sealingKeys,
                nodes,
                labels,
                taints);
    }

    /** {@code NODE NAME VALUE} */
    private static void mark(Map<String, Map<String, String>> all, String line) {
        String[] words = line.split(" ", 3);
        all.computeIfAbsent(words[0], node -> new HashMap<>())
                .put(words[1], words.length > 2 ? words[2] : "");
    }

    /** Of a certificate in PEM in base64; one that cannot be read is no key in use. */
    private static Optional<String> fingerprint(String base64) {
        try {
            byte[] pem = Base64.getDecoder().decode(base64);
            return Optional.of(
                    SealingCertificate.parse(new String(pem, StandardCharsets.UTF_8))
                            .fingerprint());
        } catch (IllegalArgumentException | SealingException e) {
            return Optional.empty();
        }
    }
}
