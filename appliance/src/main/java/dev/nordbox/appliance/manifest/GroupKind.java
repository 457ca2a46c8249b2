package dev.nordbox.appliance.manifest;

/**
 * A kind of object, whatever the version.
 *
 * @param group API group, {@code ""} for the core group
 */
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {

    /** The group of {@code apps/v1} is {@code apps}, that of {@code v1} is {@code ""}. */
    public static GroupKind of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return new GroupKind(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
    }

    @Override
    public int compareTo(GroupKind other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : kind.compareTo(other.kind);
    }

    /** As {@code kubectl} writes it: {@code Deployment.apps}, {@code Pod}. */
    @Override
    public String toString() {
        return group.isEmpty() ? kind : kind + "." + group;
    }
}
