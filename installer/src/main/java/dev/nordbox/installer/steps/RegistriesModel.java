package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.RegistryConfig;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Model of {@code /etc/rancher/k3s/registries.yaml}: where images are pulled from. A profile has
 * the word, and leaves nothing but what it lists; without one it is {@code k3s.registries}.
 *
 * @param ofProfile images come from what is listed and from nowhere else
 */
record RegistriesModel(boolean ofProfile, List<Registry> registries, List<Login> logins) {
    static final String PATH = "/etc/rancher/k3s/registries.yaml";

    private static final String DOCKER_HUB = "docker.io";

    /** Where Docker Hub answers, and the name by which a login of it is looked up. */
    private static final String DOCKER_HUB_SERVER = "registry-1.docker.io";

    /**
     * @param host as images name it
     * @param endpoints where it answers, or its mirrors
     */
    record Registry(String host, List<String> endpoints, List<Rewrite> rewrites) {}

    record Rewrite(String from, String to) {}

    record Login(String host, String username, String password) {
        @Override
        public String toString() {
            return host + " ***";
        }
    }

    /** Whether the file is ours; if not, a person may have one of their own there. */
    static boolean isOurs(BoxConfig config) {
        return config.profile().isPresent() || !config.k3s().registries().saysNothing();
    }

    /**
     * The file itself, if it is ours.
     *
     * @throws ProblemException CONFIG_INVALID when logins cannot be read; all of those at once
     */
    static Optional<RemoteFile> file(Templates templates, BoxConfig config)
            throws ProblemException {
        if (!isOurs(config)) {
            return Optional.empty();
        }
        List<Login> logins = logins(config.k3s().registries());
        RegistriesModel model =
                config.profile()
                        .map(profile -> of(profile.parameters()).with(logins))
                        .orElseGet(() -> of(config.k3s().registries()).with(logins));
        RemoteFile file =
                RemoteFile.of(PATH, templates.render("host" + PATH, model).text(), "0600");
        // The one that stands there may have logins, whatever this one has.
        return Optional.of(file.asSecret());
    }

    static RegistriesModel of(Parameters parameters) {
        Map<String, String> endpoints = new TreeMap<>();
        for (String prefix : parameters.registries()) {
            String host = prefix.substring(0, prefix.indexOf('/'));
            endpoints.put(host, "https://" + (host.equals(DOCKER_HUB) ? DOCKER_HUB_SERVER : host));
        }
        endpoints.putAll(parameters.mirrors());
        return new RegistriesModel(
                true,
                endpoints.entrySet().stream()
                        .map(e -> new Registry(e.getKey(), List.of(e.getValue()), List.of()))
                        .toList(),
                List.of());
    }

    private static RegistriesModel of(RegistryConfig said) {
        return new RegistriesModel(
                false,
                new TreeMap<>(said.mirrors())
                        .entrySet().stream()
                                .map(
                                        mirror ->
                                                new Registry(
                                                        mirror.getKey(),
                                                        mirror.getValue().endpoints(),
                                                        rewrites(mirror.getValue())))
                                .toList(),
                List.of());
    }

    private static List<Rewrite> rewrites(RegistryConfig.Mirror mirror) {
        return new TreeMap<>(mirror.rewrites())
                .entrySet().stream()
                        .map(rewrite -> new Rewrite(rewrite.getKey(), rewrite.getValue()))
                        .toList();
    }

    private RegistriesModel with(List<Login> all) {
        return new RegistriesModel(ofProfile, registries, all);
    }

    private static List<Login> logins(RegistryConfig said) throws ProblemException {
        List<Login> logins = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, String> each : new TreeMap<>(said.auth()).entrySet()) {
            String host = each.getKey();
            try {
                LoginFile login =
                        LoginFile.read(Path.of(each.getValue()), "k3s.registries.auth." + host);
                logins.add(new Login(host, login.username(), login.password()));
                if (host.equals(DOCKER_HUB)) {
                    logins.add(new Login(DOCKER_HUB_SERVER, login.username(), login.password()));
                }
            } catch (ProblemException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.CONFIG_INVALID, problems);
        }
        return logins;
    }
}
