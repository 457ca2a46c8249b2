package dev.nordbox.installer.drill;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.artifact.Sha256;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a drill came to, as it is written down and signed. It names the kit by its sum, and the box
 * by what no other box has, so that it speaks for these alone.
 *
 * @param kit the kit and the box it is of
 * @param scratch the host that it was restored on, as the operator calls it
 * @param began when the restore began
 * @param ended when every check had its answer
 * @param operator {@code user@machine}
 * @param tool {@code nordbox 0.1}
 */
public record DrillResult(
        OfKit kit,
        String scratch,
        Instant began,
        Instant ended,
        List<Checked> findings,
        String operator,
        String tool) {

    /** What a signature of it is for, as {@code ssh-keygen -Y verify -n} takes it. */
    public static final String NAMESPACE = "nordbox-evidence";

    private static final String FORMAT = "nordbox-drill";
    private static final long VERSION = 1;

    public DrillResult {
        began = began.truncatedTo(ChronoUnit.SECONDS);
        ended = ended.truncatedTo(ChronoUnit.SECONDS);
        findings = List.copyOf(findings);
    }

    /**
     * @param sha256 of the encrypted file
     * @param id of its snapshot
     * @param hostKeys fingerprints of the host that it is of
     * @param serverCa sum of the certificate that the cluster's API server is trusted by
     */
    public record OfKit(
            String sha256,
            String id,
            Instant saved,
            String box,
            String k3s,
            List<String> hostKeys,
            String serverCa) {

        public OfKit {
            hostKeys = List.copyOf(hostKeys);
        }

        /** Reads the file once more, for its sum. */
        public static OfKit of(Kit kit) throws IOException {
            Manifest manifest = kit.manifest();
            return new OfKit(
                    Sha256.of(kit.file()),
                    kit.id(),
                    manifest.created(),
                    manifest.box(),
                    manifest.k3s(),
                    HostKeys.of(kit).stream().map(HostKey::fingerprint).toList(),
                    kit.small(Kit.SERVER_CA).map(Sha256::of).orElse(""));
        }
    }

    /** From the start of the restore until every check was met. */
    public Duration rto() {
        return Duration.between(began, ended);
    }

    /** How old the kit's data was when the restore began: what would have been lost. */
    public Duration rpo() {
        return Duration.between(kit.saved(), began);
    }

    public boolean met() {
        return !findings.isEmpty() && findings.stream().allMatch(Checked::met);
    }

    public List<Checked> failed() {
        return findings.stream().filter(finding -> !finding.met()).toList();
    }

    /** One line of canonical JSON. */
    public String print() {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("sha256", kit.sha256());
        of.put("id", kit.id());
        of.put("saved", kit.saved().toString());
        of.put("box", kit.box());
        of.put("k3s", kit.k3s());
        of.put("hostKeys", kit.hostKeys());
        of.put("serverCa", kit.serverCa());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("version", VERSION);
        document.put("kit", of);
        document.put("scratch", scratch);
        document.put("began", began.toString());
        document.put("ended", ended.toString());
        document.put("rtoSeconds", rto().toSeconds());
        document.put("rpoSeconds", rpo().toSeconds());
        document.put("met", met());
        document.put("checks", findings.stream().map(DrillResult::print).toList());
        document.put("operator", operator);
        document.put("tool", tool);
        return new String(Json.printCanonical(document), StandardCharsets.UTF_8) + "\n";
    }

    private static Map<String, Object> print(Checked finding) {
        return Map.of(
                "check", finding.check(), "met", finding.met(), "observed", finding.observed());
    }

    /**
     * @throws IllegalArgumentException when it is something else, or of a later version
     */
    public static DrillResult parse(String text) {
        Map<String, Object> document = Json.parse(text.getBytes(StandardCharsets.UTF_8));
        if (!need(document, "format").equals(FORMAT)
                || Fields.number(document, "version") != VERSION) {
            throw new IllegalArgumentException("not what a drill has written");
        }
        try {
            Map<String, Object> of = Fields.map(document, "kit");
            return new DrillResult(
                    new OfKit(
                            need(of, "sha256"),
                            need(of, "id"),
                            Instant.parse(need(of, "saved")),
                            need(of, "box"),
                            need(of, "k3s"),
                            Fields.list(of, "hostKeys").stream().map(String::valueOf).toList(),
                            need(of, "serverCa")),
                    need(document, "scratch"),
                    Instant.parse(need(document, "began")),
                    Instant.parse(need(document, "ended")),
                    Fields.list(document, "checks").stream().map(DrillResult::finding).toList(),
                    need(document, "operator"),
                    need(document, "tool"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time in it cannot be read", e);
        }
    }

    private static Checked finding(Object check) {
        return new Checked(
                need(check, "check"),
                Fields.at(check, "met").equals(Optional.of(true)),
                need(check, "observed"));
    }

    private static String need(Object document, String key) {
        return Fields.text(document, key)
                .orElseThrow(() -> new IllegalArgumentException("no `" + key + "` in it"));
    }
}
