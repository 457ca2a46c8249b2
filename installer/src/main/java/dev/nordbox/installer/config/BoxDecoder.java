package dev.nordbox.installer.config;

import dev.nordbox.installer.config.BoxConfig.Controller;
import dev.nordbox.installer.config.BoxConfig.Firewall;
import dev.nordbox.installer.config.BoxConfig.Git;
import dev.nordbox.installer.config.BoxConfig.K3s;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import dev.nordbox.installer.config.BoxConfig.Redis;
import dev.nordbox.installer.config.BoxConfig.Ssh;
import dev.nordbox.installer.profile.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the merged settings into a {@link BoxConfig}, noting every problem on the way. */
final class BoxDecoder {
    static final String API_VERSION = "nordbox.no/v1alpha1";
    static final String KIND = "Box";

    private static final Format CONTEXT_NAME =
            Format.matching(
                    "[A-Za-z0-9]([A-Za-z0-9._:@-]{0,251}[A-Za-z0-9])?",
                    "a name for a context",
                    "use letters, digits, `.`, `-`");

    private final Section root;
    private final Optional<Profile> profile;
    private final Problems problems;
    private final Path home;
    private final String said;
    private final Instant now;

    /**
     * @param profile read before, since it brings defaults
     * @param said what of the settings is a person's, as {@link SettingsText} writes it
     * @param now what shall have been by then has to have been
     */
    BoxDecoder(
            Section root,
            Optional<Profile> profile,
            Problems problems,
            Path home,
            String said,
            Instant now) {
        this.root = root;
        this.profile = profile;
        this.problems = problems;
        this.home = home;
        this.said = said;
        this.now = now;
    }

    /** The whole box; a missing host is a problem. */
    BoxConfig box(boolean repositoryIsNeeded) {
        checkHeader();
        Ssh ssh = ssh();
        if (repositoryIsNeeded && !root.section("git").has("url")) {
            problems.addMissing(
                    "--repo",
                    "no repository is named",
                    "add --repo URL, or `git.url` to nordbox.yaml");
        }
        BoxConfig config =
                new BoxConfig(
                        name(ssh),
                        profile,
                        ssh,
                        git(),
                        k3s(),
                        firewall(),
                        ProxyConfig.of(root.section("proxy"), problems, home),
                        Hardening.of(root.section("hardening")),
                        namespaces(),
                        root.file("templates", home),
                        controller(),
                        backup(),
                        Optional.of(said));
        root.has("profile");
        root.done();
        return config;
    }

    private void checkHeader() {
        root.text("apiVersion", Format.oneOf(List.of(API_VERSION)));
        root.text("kind", Format.oneOf(List.of(KIND)));
    }

    private String name(Ssh ssh) {
        return root.text("name", CONTEXT_NAME).orElseGet(() -> ssh.address());
    }

    private Ssh ssh() {
        Section section = root.section("ssh");
        if (!section.has("host")) {
            problems.addMissing(
                    "--host",
                    "no host is named",
                    "add --host root@ADDRESS, or `ssh.host` to nordbox.yaml");
        }
        Ssh ssh =
                new Ssh(
                        section.text("host", NetworkFormats.SSH_HOST).orElse(""),
                        section.text("jump", NetworkFormats.SSH_JUMP),
                        section.text("hostKey", GitFormats.FINGERPRINT),
                        section.file("identityFile", home));
        section.done();
        return ssh;
    }

    private Git git() {
        Section section = root.section("git");
        Git git =
                new Git(
                        section.text("url", GitFormats.URL).orElse(""),
                        section.text("targetRevision", GitFormats.TARGET_REVISION).orElse("HEAD"),
                        section.text("path", GitFormats.PATH).orElse(""),
                        section.text("hostKey", GitFormats.HOST_KEY),
                        section.file("deployKey", home),
                        section.location("url").toString());
        section.done();
        return git;
    }

    private K3s k3s() {
        Section section = root.section("k3s");
        List<String> disable = section.texts("disable", KubernetesFormats.PACKAGED);
        K3s k3s =
                new K3s(
                        section.text("version", KubernetesFormats.K3S_VERSION).orElse(""),
                        section.texts("tlsSans", NetworkFormats.HOST_NAME_OR_ADDRESS),
                        disable,
                        section.text("apiEndpoint", NetworkFormats.API_ENDPOINT),
                        !section.location("version").isOfNordbox(),
                        new RegistryDecoder(section.section("registries"), problems, home)
                                .registries(profile.isPresent()),
                        section.pairs(
                                "nodeLabels",
                                KubernetesFormats.NODE_LABEL_KEY,
                                KubernetesFormats.LABEL_VALUE_FORMAT),
                        section.texts("nodeTaints", new TaintFormat(disable)).stream()
                                .map(Taint::of)
                                .distinct()
                                .toList(),
                        section.files("images", ImageArchives.FORMAT, home));
        new ImageArchives(section, problems).check(k3s.images());
        new Taints(section, problems).check(k3s.nodeTaints());
        section.done();
        return k3s;
    }

    private Firewall firewall() {
        Section section = root.section("firewall");
        Firewall firewall =
                new Firewall(
                        section.texts("admins", NetworkFormats.CIDR),
                        section.texts("ssh", NetworkFormats.CIDR),
                        section.texts("open", NetworkFormats.OPEN_PORT));
        section.done();
        return firewall;
    }

    private Optional<BackupConfig> backup() {
        return root.has("backup")
                ? new BackupDecoder(root.section("backup"), problems, home).backup()
                : Optional.empty();
    }

    private Controller controller() {
        Section section = root.section("controller");
        Controller controller =
                new Controller(
                        redis(section),
                        section.number("webhookPort", NetworkFormats.WEBHOOK_PORT)
                                .map(Integer::valueOf),
                        SealingConfig.of(root.section("sealing"), now));
        section.done();
        return controller;
    }

    private static Redis redis(Section controller) {
        if (!controller.has("redis")) {
            return Redis.WHERE_IT_COMES;
        }
        return controller.flag("redis") ? Redis.WANTED : Redis.OFF;
    }

    private List<NamespaceConfig> namespaces() {
        List<NamespaceConfig> namespaces = new ArrayList<>();
        for (Section section : root.sections("namespaces")) {
            NamespaceConfig namespace = new NamespaceDecoder(section, problems).namespace();
            Optional<NamespaceConfig> twin =
                    namespaces.stream()
                            .filter(other -> other.name().equals(namespace.name()))
                            .filter(other -> !other.name().isEmpty())
                            .findFirst();
            twin.ifPresent(
                    other ->
                            problems.add(
                                    section.location("name"),
                                    "namespace \"" + other.name() + "\" is here twice",
                                    "make one of the two"));
            namespaces.add(namespace);
        }
        return List.copyOf(namespaces);
    }
}
