package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.util.List;
import java.util.Optional;

/**
 * Makes the secret that Git hosts prove themselves with, where they are to call. It stays on the
 * box; a person reads it there and gives it to the Git host.
 */
public final class MakeWebhookSecret implements Step {

    private static final Command MAKE =
            HostScript.of(
                    "make the webhook's secret",
                    "make-webhook-secret",
                    ControllerPaths.WEBHOOK_SECRET,
                    ControllerPaths.USER);

    @Override
    public String id() {
        return "webhook-secret";
    }

    @Override
    public String title() {
        return "Give the webhook a secret";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(List.of(ControllerPaths.WEBHOOK_SECRET));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        if (spec.config().controller().webhookPort().isEmpty() || stands(facts)) {
            return List.of();
        }
        Optional<byte[]> ofKit = spec.kit().flatMap(kit -> kit.small(Kit.WEBHOOK_SECRET));
        return List.of(ofKit.map(MakeWebhookSecret::bring).orElseGet(MakeWebhookSecret::make));
    }

    /** The Git host goes on with the one it has. */
    private static Change bring(byte[] secret) {
        return new Change(
                "bring the kit's secret of the webhook",
                new WriteFile(
                        new RemoteFile(
                                ControllerPaths.WEBHOOK_SECRET,
                                secret,
                                "0600",
                                ControllerPaths.USER + ":" + ControllerPaths.USER,
                                true)));
    }

    private static Change make() {
        return Change.running(
                "make the webhook's secret "
                        + ControllerPaths.WEBHOOK_SECRET
                        + ", to be given to the Git host",
                MAKE);
    }

    /** An empty file is what a power cut may leave. */
    private static boolean stands(HostFacts facts) {
        return facts.file(ControllerPaths.WEBHOOK_SECRET)
                .filter(found -> found.kind() == FileFacts.Kind.FILE)
                .filter(found -> found.size() > 0 && found.mode().equals("0600"))
                .isPresent();
    }
}
