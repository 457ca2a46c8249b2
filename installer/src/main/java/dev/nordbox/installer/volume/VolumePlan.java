package dev.nordbox.installer.volume;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of each volume belongs into a kit.
 *
 * @param volumes all there are, by claim and name
 * @param problems annotations that cannot be meant; of volumes whose pods have such, the files are
 *     taken
 */
record VolumePlan(List<Wanted> volumes, List<Problem> problems) {

    /**
     * @param files whether its files are taken
     * @param command that is run for it; empty for none
     * @param left why nothing of it is taken, or not what a command would print; {@code ""} when
     *     all that was wanted is
     */
    record Wanted(
            PersistentVolume volume, boolean files, Optional<PodCommand> command, String left) {}

    /** A command to run in a pod. */
    record PodCommand(VolumeUser pod, BackupWish wish) {}

    /**
     * @param listing PersistentVolumes and pods, as {@code kubectl get -o json} prints them
     * @throws IllegalArgumentException when it is something else
     */
    static VolumePlan of(byte[] listing) {
        List<PersistentVolume> volumes = new ArrayList<>();
        List<VolumeUser> pods = new ArrayList<>();
        for (Object item : Fields.list(Json.parse(listing), "items")) {
            Map<String, Object> object = Fields.map(item);
            if (Fields.text(object, "kind").orElse("").equals("PersistentVolume")) {
                volumes.add(PersistentVolume.of(object));
            } else {
                pods.add(VolumeUser.of(object));
            }
        }
        volumes.sort(
                Comparator.comparing(PersistentVolume::claim)
                        .thenComparing(PersistentVolume::name));
        pods.sort(Comparator.comparing(VolumeUser::title));
        return new Planning(pods).of(volumes);
    }

    /** Every volume named, none taken. */
    VolumePlan without(String reason) {
        return new VolumePlan(
                volumes.stream()
                        .map(w -> new Wanted(w.volume(), false, Optional.empty(), reason))
                        .toList(),
                List.of());
    }

    private static final class Planning {
        private final List<VolumeUser> pods;
        private final List<Problem> problems = new ArrayList<>();

        Planning(List<VolumeUser> pods) {
            this.pods = pods;
        }

        VolumePlan of(List<PersistentVolume> volumes) {
            List<Wanted> wanted = volumes.stream().map(this::wanted).toList();
            return new VolumePlan(wanted, problems.stream().distinct().toList());
        }

        private Wanted wanted(PersistentVolume volume) {
            List<PodCommand> users = new ArrayList<>();
            for (VolumeUser pod : pods) {
                if (pod.claims().contains(volume.claim())) {
                    Optional<BackupWish> wish = wish(pod);
                    if (wish.isEmpty()) {
                        return insteadOf(
                                volume,
                                "what its pod %s asks for: its annotations cannot be meant",
                                pod);
                    }
                    users.add(new PodCommand(pod, wish.get()));
                }
            }
            List<PodCommand> commands =
                    users.stream().filter(user -> !user.wish().command().isEmpty()).toList();
            Optional<PodCommand> command =
                    commands.stream().filter(user -> user.pod().ready()).findFirst();
            Optional<Boolean> files =
                    users.stream().flatMap(user -> user.wish().files().stream()).findFirst();
            if (!commands.isEmpty() && command.isEmpty()) {
                return insteadOf(
                        volume,
                        "what its backup command prints: pod %s is not Ready",
                        commands.get(0).pod());
            }
            boolean taken = volume.isLocal() && files.orElse(command.isEmpty());
            return new Wanted(volume, taken, command, left(volume, taken, command));
        }

        private static String left(
                PersistentVolume volume, boolean files, Optional<PodCommand> command) {
            if (files || command.isPresent()) {
                return "";
            }
            return volume.isLocal()
                    ? "its pods say so (" + BackupWish.FILES + ")"
                    : volume.elsewhere();
        }

        private Optional<BackupWish> wish(VolumeUser pod) {
            try {
                return Optional.of(BackupWish.of(pod.annotations()));
            } catch (IllegalArgumentException e) {
                problems.add(
                        new Problem(
                                e.getMessage(),
                                "pod " + pod.title(),
                                "mend the annotation in the pod template, or leave volumes out:"
                                        + " --without-volumes"));
                return Optional.empty();
            }
        }

        /** Its files are better than nothing, and no backup of a database. */
        private static Wanted insteadOf(PersistentVolume volume, String left, VolumeUser pod) {
            return new Wanted(
                    volume, volume.isLocal(), Optional.empty(), left.formatted(pod.title()));
        }
    }
}
