package dev.nordbox.installer.steps;

import dev.nordbox.appliance.residency.ResidencyRules;
import dev.nordbox.installer.artifact.Sha256;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.PodSecurity;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.profile.Residency;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.templates.Templates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the controller is started with: jar, configuration, unit. */
final class ControllerFiles {
    private static final String UNIT_TEMPLATE = "host/etc/systemd/system/" + ControllerPaths.UNIT;

    /** Read by the controller at its start only, so a change of one means a restart. */
    static final List<String> CREDENTIALS =
            List.of(
                    ControllerPaths.KUBECONFIG,
                    ControllerPaths.DEPLOY_KEY,
                    ControllerPaths.KNOWN_HOSTS,
                    ControllerPaths.WEBHOOK_SECRET);

    /** All that it reads at its start and that no list of wanted files holds. */
    static final List<String> READ =
            List.of(
                    ControllerPaths.JAR,
                    ProxyEnvironment.PATH,
                    ControllerPaths.KUBECONFIG,
                    ControllerPaths.DEPLOY_KEY,
                    ControllerPaths.KNOWN_HOSTS,
                    ControllerPaths.WEBHOOK_SECRET);

    static final RemoteFile COMPILER =
            RemoteFile.of(
                    ControllerPaths.COMPILER,
                    Script.beside(ControllerFiles.class, "compiler.json"),
                    "0644");

    private final Templates templates;

    ControllerFiles(Templates templates) {
        this.templates = templates;
    }

    /** Empty until there is a repository to converge from. */
    Optional<RemoteFile> configuration(HostFacts facts, InstallSpec spec) {
        String redis = RedisUnit.serves(facts, spec) ? RedisUnit.SOCKET : "";
        return Repository.of(spec)
                .map(
                        repository ->
                                ControllerConfiguration.of(
                                        repository,
                                        spec.config().controller(),
                                        redis,
                                        rules(spec.config())))
                .map(model -> templates.render("host" + ControllerPaths.CONFIGURATION, model))
                .map(
                        file ->
                                RemoteFile.of(file.target(), file.text(), "0640")
                                        .ownedBy("root:nordbox"));
    }

    private static Optional<ResidencyRules> rules(BoxConfig config) {
        return config.profile()
                .map(held -> Residency.rules(held, PodSecurity.widened(config.namespaces())));
    }

    SystemdUnit unit(HostFacts facts, InstallSpec spec) {
        ControllerUnit model =
                ControllerUnit.of(
                        ControllerJava.executable(facts, spec),
                        !spec.config().proxy().saysNothing());
        return new SystemdUnit(ControllerPaths.UNIT, templates.render(UNIT_TEMPLATE, model).text());
    }

    /** What the unit's options and the controller itself read, but for credentials. */
    List<RemoteFile> settings(HostFacts facts, InstallSpec spec) {
        List<RemoteFile> settings = new ArrayList<>(configuration(facts, spec).stream().toList());
        settings.add(COMPILER);
        return settings;
    }

    /** What it reads at its start and we write as a whole. */
    List<RemoteFile> read(HostFacts facts, InstallSpec spec) {
        List<RemoteFile> read = new ArrayList<>(settings(facts, spec));
        read.add(unit(facts, spec).file());
        return read;
    }

    /** A controller that was started with the same fingerprint needs no restart. */
    String fingerprint(HostFacts facts, InstallSpec spec) {
        List<String> parts = new ArrayList<>();
        parts.add(spec.artifacts().bootstrapJar().sha256());
        parts.add(Sha256.of(unit(facts, spec).file().content()));
        parts.add(Sha256.of(COMPILER.content()));
        parts.add(ControllerJava.sha256(facts, spec));
        parts.add(
                configuration(facts, spec)
                        .map(file -> Sha256.of(file.content()))
                        .orElse("no repository"));
        if (!spec.config().proxy().saysNothing()) {
            parts.add(facts.file(ProxyEnvironment.PATH).map(FileFacts::sha256).orElse("none"));
        }
        for (String file : CREDENTIALS) {
            parts.add(facts.file(file).map(FileFacts::sha256).orElse("none"));
        }
        return Sha256.of(String.join("\n", parts).getBytes(StandardCharsets.US_ASCII));
    }
}
