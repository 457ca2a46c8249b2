package dev.nordbox.installer.steps;

import dev.nordbox.installer.step.Step;
import java.util.List;
import java.util.stream.Stream;

/**
 * The way of {@code up --restore}, on a host that is marked first, with a look at the volumes once
 * they lie there and before anything uses them.
 */
public final class DrillSteps {
    private DrillSteps() {}

    /**
     * @param install the steps of {@link InstallSteps}
     */
    public static List<Step> of(List<Step> install) {
        return Stream.concat(
                        Stream.of(new MarkScratch()),
                        install.stream().flatMap(DrillSteps::withComparison))
                .toList();
    }

    private static Stream<Step> withComparison(Step step) {
        return step instanceof RestoreCluster
                ? Stream.of(step, new CompareVolumes())
                : Stream.of(step);
    }
}
