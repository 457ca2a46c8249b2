package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.host.RemoteFile;
import java.util.List;

/**
 * A change as it is written down, to be compared later.
 *
 * @param step its id
 * @param writes for each file its path and the sum of what is wanted; of a secret the path alone
 */
public record PlannedChange(String step, String description, List<String> writes) {
    public PlannedChange {
        writes = List.copyOf(writes);
    }

    public static PlannedChange of(Step step, Change change) {
        return of(step.id(), change);
    }

    public static PlannedChange of(String step, Change change) {
        return new PlannedChange(
                step,
                change.description(),
                change.writes().stream().map(PlannedChange::written).toList());
    }

    private static String written(RemoteFile file) {
        return file.secret()
                ? file.path()
                : file.path() + " sha256:" + FileFacts.sha256(file.content());
    }

    @Override
    public String toString() {
        return step + ": " + description;
    }
}
