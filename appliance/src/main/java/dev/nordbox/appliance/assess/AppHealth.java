package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Health of an Application from that of its objects; Argo CD's rule since 3.4. */
public final class AppHealth {

    private static final GroupKind APPLICATION = new GroupKind("argoproj.io", "Application");
    private static final int CAUSES_SHOWN = 3;

    private AppHealth() {}

    /**
     * One object of the Application, wanted or live.
     *
     * @param live its health; empty when it is not in the cluster
     * @param ignored {@code ignore-healthcheck}, or the Application itself: that it is there is all
     *     that counts
     */
    public record Child(ResourceKey key, Optional<Health> live, boolean ignored) {

        public static Child live(ResourceKey key, Health health) {
            return new Child(key, Optional.of(health), false);
        }

        public static Child missing(ResourceKey key) {
            return new Child(key, Optional.empty(), false);
        }

        /** Where it belongs to, for a message: {@code apps/Deployment:prod/web}. */
        private String name() {
            String group = key.group().isEmpty() ? "" : key.group() + "/";
            String namespace = key.namespace().isEmpty() ? "" : key.namespace() + "/";
            return group + key.kind() + ":" + namespace + key.name();
        }

        private boolean counts() {
            return !ignored && live.isPresent() && !isUntoldApplication(live.get().status());
        }

        private boolean isUntoldApplication(HealthStatus status) {
            return key.groupKind().equals(APPLICATION)
                    && (status == HealthStatus.MISSING || status == HealthStatus.UNKNOWN);
        }
    }

    /**
     * The worst of the live ones; Missing when there should be some and none is. A missing object
     * alone does not count, as it makes the Application OutOfSync already. A child Application that
     * is Missing or Unknown does not count either.
     */
    public static Health of(Collection<Child> children) {
        List<Child> counting = children.stream().filter(Child::counts).toList();
        HealthStatus worst =
                counting.stream()
                        .map(child -> child.live().orElseThrow().status())
                        .reduce(HealthStatus.HEALTHY, HealthStatus::worst);
        boolean allGone =
                !children.isEmpty() && children.stream().allMatch(child -> child.live().isEmpty());
        if (allGone) {
            return Health.MISSING;
        }
        return new Health(worst, worst == HealthStatus.HEALTHY ? "" : causes(counting, worst));
    }

    private static String causes(List<Child> children, HealthStatus worst) {
        List<String> names =
                children.stream()
                        .filter(child -> child.live().orElseThrow().status() == worst)
                        .map(Child::name)
                        .toList();
        String more =
                names.size() > CAUSES_SHOWN
                        ? " and " + (names.size() - CAUSES_SHOWN) + " more"
                        : "";
        return names.stream()
                .limit(CAUSES_SHOWN)
                .collect(Collectors.joining(", ", "Caused by ", more));
    }
}
