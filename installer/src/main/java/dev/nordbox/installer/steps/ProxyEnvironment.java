package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.config.ProxyConfig;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Model of {@code /etc/nordbox/proxy.env}: the proxy that the box goes through, as systemd hands it
 * to k3s, from there to containerd, and to the controller. Every text in it was checked, since the
 * template prints them bare.
 *
 * @param http {@code http://user:password@proxy.example.no:3128}; {@code ""}: none
 * @param https the same for https
 * @param noProxy whom nobody goes to through it, with commas between them
 */
public record ProxyEnvironment(String http, String https, String noProxy) {
    static final String PATH = "/etc/nordbox/proxy.env";

    /** The box itself, its cluster, and where a cloud tells a host of itself. */
    private static final List<String> ALWAYS =
            List.of("localhost", "127.0.0.0/8", "::1", ".svc", ".cluster.local", "169.254.169.254");

    /**
     * The file itself, where there is a proxy.
     *
     * @throws ProblemException CONFIG_INVALID when its login cannot be read
     */
    static Optional<RemoteFile> file(Templates templates, BoxConfig config, HostFacts facts)
            throws ProblemException {
        ProxyConfig said = config.proxy();
        if (said.saysNothing()) {
            return Optional.empty();
        }
        String login = "";
        if (said.login().isPresent()) {
            login = LoginFile.read(Path.of(said.login().get()), "proxy.login").inUrl() + "@";
        }
        ProxyEnvironment model =
                new ProxyEnvironment(
                        url(said.http(), login),
                        url(said.https(), login),
                        straight(said, facts).collect(Collectors.joining(",")));
        RemoteFile file =
                RemoteFile.of(PATH, templates.render("host" + PATH, model).text(), "0600");
        // The one that stands there may have a login, whatever this one has.
        return Optional.of(file.asSecret());
    }

    private static String url(Optional<String> said, String login) {
        return said.map(
                        text ->
                                text.replaceFirst("/$", "")
                                        .replaceFirst("^http://", "http://" + login))
                .orElse("");
    }

    /** Whom nobody goes to through it. */
    static Stream<String> straight(ProxyConfig said, HostFacts facts) {
        Stream<String> ofTheBox =
                Stream.of(
                                ALWAYS.stream(),
                                GuardRules.CLUSTER_CIDRS.stream(),
                                Stream.of(facts.machine().hostname().toLowerCase(Locale.ROOT)),
                                addresses(facts))
                        .flatMap(each -> each);
        return Stream.concat(ofTheBox, said.noProxy().stream()).distinct();
    }

    /** Those that the node may be known by. IPv6 ones come and go, and no node goes by them. */
    private static Stream<String> addresses(HostFacts facts) {
        return facts.network().addresses().stream()
                .map(text -> text.replaceFirst("/.*", ""))
                .filter(text -> !text.contains(":"))
                .filter(
                        text ->
                                Cidr.parse(text + "/32")
                                        .filter(one -> !one.isAmong(GuardRules.CLUSTER_CIDRS))
                                        .isPresent())
                .sorted();
    }

    @Override
    public String toString() {
        return "***";
    }
}
