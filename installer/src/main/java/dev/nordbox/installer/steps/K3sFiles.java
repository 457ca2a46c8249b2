package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Sha256;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.K3sFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.templates.RenderedFile;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What k3s is started with, but for its binary: configuration and unit. */
final class K3sFiles {
    static final String BINARY = "/usr/local/bin/k3s";
    static final String UNIT = K3sFacts.UNIT;
    static final String TOKEN = "/etc/rancher/k3s/token";

    /** Written by people, read at k3s' start, so a change of them means a restart. */
    static final List<String> OF_PEOPLE =
            List.of(
                    RegistriesModel.PATH, // unless it is ours
                    "/etc/default/k3s",
                    "/etc/sysconfig/k3s",
                    "/etc/systemd/system/k3s.service.env");

    /** Those with variables, by the name that a kit has each under; it can write to no other. */
    static final Map<String, String> VARIABLES =
            Map.of(
                    "default", OF_PEOPLE.get(1),
                    "sysconfig", OF_PEOPLE.get(2),
                    "service", OF_PEOPLE.get(3));

    /**
     * As {@link #OF_PEOPLE}: the files in it are read after config.yaml, in order of their names.
     */
    static final String DROP_INS = "/etc/rancher/k3s/config.yaml.d";

    private static final List<String> CONFIGURATION =
            List.of(
                    "host/etc/rancher/k3s/config.yaml",
                    "host/var/lib/rancher/k3s/server/psa.yaml",
                    "host/var/lib/rancher/k3s/server/audit.yaml",
                    "host/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/90-nordbox.conf");

    private final Templates templates;

    K3sFiles(Templates templates) {
        this.templates = templates;
    }

    List<RemoteFile> configuration(InstallSpec spec) {
        K3sConfig model = K3sConfig.of(spec.config());
        List<Supplier<RenderedFile>> renderings = new ArrayList<>();
        CONFIGURATION.forEach(path -> renderings.add(() -> templates.render(path, model)));
        return TemplateFailed.all(renderings).stream()
                .map(file -> RemoteFile.of(file.target(), file.text(), "0600"))
                .toList();
    }

    SystemdUnit unit(InstallSpec spec) {
        K3sConfig model = K3sConfig.of(spec.config());
        return new SystemdUnit(
                UNIT, templates.render("host/etc/systemd/system/" + UNIT, model).text());
    }

    /** Ends k3s with all its pods, mounts and interfaces, under the name k3s' own has. */
    RemoteFile killAll(InstallSpec spec) {
        K3sConfig model = K3sConfig.of(spec.config());
        String path = "/usr/local/bin/k3s-killall.sh";
        return RemoteFile.of(path, templates.render("host" + path, model).text(), "0755");
    }

    /** Where {@link #read} stands. */
    List<String> paths() {
        List<String> paths =
                new ArrayList<>(
                        CONFIGURATION.stream()
                                .map(path -> path.substring("host".length()))
                                .toList());
        paths.add(SystemdUnit.path(UNIT));
        paths.add(RegistriesModel.PATH);
        paths.add(ProxyEnvironment.PATH);
        return paths;
    }

    /** What k3s reads at its start and we write. */
    List<RemoteFile> read(InstallSpec spec, HostFacts facts) throws ProblemException {
        List<RemoteFile> read = new ArrayList<>(configuration(spec));
        read.add(unit(spec).file());
        registries(spec).ifPresent(read::add);
        proxy(spec, facts).ifPresent(read::add);
        return read;
    }

    /**
     * Stands for binary, unit and configuration: a k3s that was started with the same fingerprint
     * needs no restart. Taken from what is wanted, so that a dry run foresees the restart.
     */
    String fingerprint(InstallSpec spec, HostFacts facts) throws ProblemException {
        List<String> parts = new ArrayList<>();
        parts.add(spec.artifacts().k3s().sha256());
        parts.add(Sha256.of(unit(spec).file().content()));
        configuration(spec).forEach(file -> parts.add(Sha256.of(file.content())));
        registries(spec)
                .ifPresent(file -> parts.add(file.path() + " " + Sha256.of(file.content())));
        proxy(spec, facts)
                .ifPresent(file -> parts.add(file.path() + " " + Sha256.of(file.content())));
        parts.addAll(UploadOwnImages.sums(spec));
        ofPeople(spec, facts)
                .forEach(
                        path ->
                                facts.file(path)
                                        .ifPresent(file -> parts.add(path + " " + file.sha256())));
        facts.folder(DROP_INS).ifPresent(parts::add);
        return Sha256.of(
                parts.stream()
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static Stream<String> ofPeople(InstallSpec spec, HostFacts facts) {
        boolean ours =
                RegistriesModel.isOurs(spec.config())
                        || WriteRegistries.leftBehind(facts).contains(RegistriesModel.PATH);
        return OF_PEOPLE.stream().filter(path -> !(ours && path.equals(RegistriesModel.PATH)));
    }

    private Optional<RemoteFile> registries(InstallSpec spec) throws ProblemException {
        return RegistriesModel.file(templates, spec.config());
    }

    private Optional<RemoteFile> proxy(InstallSpec spec, HostFacts facts) throws ProblemException {
        return ProxyEnvironment.file(templates, spec.config(), facts);
    }
}
