package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.templates.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Model of {@code /etc/rancher/k3s/registries.yaml}: where images are pulled from, and only there.
 */
record RegistriesModel(List<Registry> registries) {
    static final String PATH = "/etc/rancher/k3s/registries.yaml";

    private static final String DOCKER_HUB = "docker.io";

    /**
     * @param host as images name it
     * @param endpoint where it answers, or its mirror
     */
    record Registry(String host, String endpoint) {}

    /** The file itself; a box without a profile has none of ours. */
    static Optional<RemoteFile> file(Templates templates, BoxConfig config) {
        return config.profile()
                .map(profile -> of(profile.parameters()))
                .map(model -> templates.render("host" + PATH, model).text())
                .map(text -> RemoteFile.of(PATH, text, "0600"));
    }

    static RegistriesModel of(Parameters parameters) {
        Map<String, String> endpoints = new TreeMap<>();
        for (String prefix : parameters.registries()) {
            String host = prefix.substring(0, prefix.indexOf('/'));
            endpoints.put(
                    host, "https://" + (host.equals(DOCKER_HUB) ? "registry-1.docker.io" : host));
        }
        endpoints.putAll(parameters.mirrors());
        return new RegistriesModel(
                endpoints.entrySet().stream()
                        .map(entry -> new Registry(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
