package dev.nordbox.installer.config;

import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which namespaces nordbox.yaml holds to a wider Pod Security Standard than the strictest. */
public final class PodSecurity {
    private PodSecurity() {}

    /** Standard by namespace; who is {@code restricted} is not named. */
    public static Map<String, String> widened(List<NamespaceConfig> namespaces) {
        return namespaces.stream()
                .filter(namespace -> !namespace.podSecurity().equals("restricted"))
                .collect(
                        Collectors.toMap(
                                NamespaceConfig::name,
                                NamespaceConfig::podSecurity,
                                (first, second) -> second));
    }
}
