package dev.nordbox.installer.drill;

import dev.nordbox.installer.artifact.Sha256;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Results of drills of {@link TrialKit}, signed by somebody or other. */
public final class TrialDrill {
    public static final SshSigner OPERATOR = signer();
    public static final SshSigner STRANGER = signer();
    public static final String CA = Sha256.of("the old CA".getBytes(StandardCharsets.UTF_8));

    private TrialDrill() {}

    /** A good one of a kit that was a day old. */
    public static DrillResult ended(Instant ended) {
        return of(ended, Duration.ofDays(1), List.of(new Checked("node", true, "one node, Ready")));
    }

    public static DrillResult of(Instant ended, Duration age, List<Checked> checks) {
        Instant began = ended.minus(Duration.ofMinutes(7));
        String key = HostKey.parse(TrialKit.HOST_KEY).orElseThrow().fingerprint();
        return new DrillResult(
                new DrillResult.OfKit(
                        "ab".repeat(32),
                        "0123456789abcdef",
                        began.minus(age),
                        "prod-1",
                        "v1.36.4+k3s1",
                        List.of(key),
                        CA),
                "root@scratch",
                began,
                ended,
                checks,
                "ops@laptop",
                "nordbox 0.1");
    }

    /** What a box answers that was handed this, and knows the operator's key. */
    public static String answer(String record, String signature) {
        return "record=%s\nsignature=%s\n".formatted(base64(record), base64(signature)) + empty();
    }

    public static String answer(DrillResult result) {
        return answer(result.print(), sign(OPERATOR, result.print()));
    }

    /** What one answers that knows of no drill. */
    public static String empty() {
        return "signers=%s\nhost-key=%s root@prod-1\nca=%s\nlooked=yes\n"
                .formatted(
                        base64("ops@laptop namespaces=\"x\" " + OPERATOR.publicKey() + "\n"),
                        TrialKit.HOST_KEY,
                        CA);
    }

    public static String sign(SshSigner signer, String record) {
        try {
            return signer.sign(record.getBytes(StandardCharsets.UTF_8), DrillResult.NAMESPACE);
        } catch (ProblemException e) {
            throw new AssertionError("a key in a file signs", e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SshSigner signer() {
        try {
            Path folder = Files.createTempDirectory("nordbox-signer");
            Path key = folder.resolve("key");
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            SshSigner signer = SshSigner.with(key, LoginPrompts.NOBODY).orElseThrow();
            Files.delete(key);
            Files.delete(folder.resolve("key.pub"));
            Files.delete(folder);
            return signer;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
