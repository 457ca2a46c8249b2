package dev.nordbox.installer.cli;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.kustomize.openapi.OpenApi;
import dev.nordbox.appliance.residency.ResidencyGate;
import dev.nordbox.appliance.seal.PlainSecrets;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.PodSecurity;
import dev.nordbox.installer.config.SealingConfig;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.profile.Residency;
import dev.nordbox.installer.render.RenderFlow;
import dev.nordbox.installer.render.RenderRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Flags, output and errors are those of {@code kustomize build}. */
@Command(
        name = "render",
        description = "Prints what the controller would apply, as `kustomize build` does.",
        mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "holds a kustomization; default: this directory")
    String directory = ".";

    @Option(
            names = "--load-restrictor",
            paramLabel = "RESTRICTOR",
            defaultValue = RenderRequest.ROOT_ONLY,
            description = "LoadRestrictionsNone lets it read files outside of its directory")
    String loadRestrictor = RenderRequest.ROOT_ONLY;

    @Option(
            names = "--reorder",
            paramLabel = "none|legacy",
            description = "order of the output: as read, or by kind; default: legacy")
    @Nullable String reorder;

    @Option(
            names = "--enable-managedby-label",
            description = "labels every object with the version")
    boolean managedByLabel;

    @Option(
            names = "--enable-alpha-plugins",
            description = "accepted; built-in plugins always work")
    boolean alphaPlugins;

    @Option(
            names = {
                "--as-current-user",
                "--enable-exec",
                "--enable-helm",
                "--helm-debug",
                "--network",
                "--stack-trace"
            },
            hidden = true,
            description = "those of kustomize build for programs and charts, which are refused")
    boolean[] forPrograms = {};

    @Option(
            names = {
                "-e",
                "--env",
                "--helm-api-versions",
                "--helm-command",
                "--helm-kube-version",
                "--mount",
                "--network-name"
            },
            hidden = true,
            description = "the same, with a value")
    List<String> valuesForPrograms = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "writes there, into a directory one file an object; default: stdout")
    @Nullable Path output;

    @Option(
            names = "--directory",
            description = "reads plain manifests, as Argo CD's directory source")
    boolean plain;

    @Option(names = "--recurse", description = "with --directory: subdirectories too")
    boolean recurse;

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            defaultValue = "",
            description = "with --directory: only these files")
    String include = "";

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            defaultValue = "",
            description = "with --directory: not these files")
    String exclude = "";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "as --check, and refuses what breaks the profile, with exit code 22: nordic,"
                            + " nordic/no")
    @Nullable String profile;

    @Option(
            names = "--check",
            description =
                    "refuses a Secret in the clear, as the controller does, with exit code 22, unless"
                            + " the settings say sealing.plainSecrets: allow")
    boolean check;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "with --profile or --check: the settings; default: nordbox.yaml here, if any")
    @Nullable Path config;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "with --profile or --check: where objects lie that name no namespace, as the"
                            + " Application's spec.destination.namespace says")
    String namespace = "";

    private final Surroundings around;

    RenderCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (profile == null && !check) { // nothing but what kustomize does, settings or not
            return new RenderFlow(around.out(), around.err()).run(request());
        }
        try {
            return new RenderFlow(around.out(), around.err(), gate()).run(request());
        } catch (ProblemException e) {
            e.problems().forEach(around.err()::println);
            around.err().flush();
            return e.exitCode().number();
        }
    }

    /** What the controller of the box that is set up so refuses before it asks the cluster. */
    private RenderFlow.Gate gate() throws ProblemException {
        Path here = config != null ? config : Path.of("nordbox.yaml");
        Optional<Path> file = Optional.of(here).filter(p -> config != null || Files.exists(p));
        BoxConfigReader reader = new BoxConfigReader(around.home(), around.clock());
        List<RenderFlow.Gate> gates = new ArrayList<>();
        SealingConfig sealing =
                file.isPresent() ? reader.sealing(file.get()) : SealingConfig.STANDARD;
        if (sealing.refusesPlain()) {
            PlainSecrets plain = new PlainSecrets(PlainSecrets.Policy.REFUSE);
            gates.add(manifests -> plain.messages(manifests.stream()));
        }
        if (profile != null) {
            Profile held =
                    file.isPresent()
                            ? reader.profile(profile, file.get())
                            : reader.profile(profile);
            Map<String, String> podSecurity =
                    file.isPresent()
                            ? PodSecurity.widened(reader.namespaces(file.get()))
                            : Map.of();
            ResidencyGate gate =
                    new ResidencyGate(Residency.rules(held, podSecurity), around.clock());
            gates.add(manifests -> gate.examine(manifests).stream().map(Object::toString).toList());
        }
        return manifests -> {
            List<Manifest> placed = manifests.stream().map(this::placed).toList();
            return gates.stream().flatMap(gate -> gate.objections(placed).stream()).toList();
        };
    }

    private Manifest placed(Manifest manifest) {
        ResourceKey key = manifest.key();
        boolean stays =
                namespace.isEmpty()
                        || !key.namespace().isEmpty()
                        || OpenApi.kubernetes()
                                .isCertainlyClusterScoped(
                                        manifest.apiVersion(), key.groupKind().kind());
        return stays ? manifest : manifest.as(key.inNamespace(namespace), manifest.content());
    }

    RenderRequest request() {
        return new RenderRequest(
                directory,
                loadRestrictor,
                Optional.ofNullable(reorder),
                managedByLabel,
                alphaPlugins,
                Optional.ofNullable(output),
                plain,
                recurse,
                include,
                exclude);
    }
}
