package dev.nordbox.appliance.argo;

import java.util.Map;
import java.util.Optional;

/** From an Application's JSON to its values. */
public final class ApplicationReader {

    private ApplicationReader() {}

    /**
     * Never throws, whatever somebody has written: each field that cannot be honoured is a problem
     * of the reading, and all are found at once.
     *
     * @param content the whole object, live or rendered
     */
    public static Reading read(Map<String, Object> content) {
        Problems problems = new Problems();
        Section object = new Section("", content, problems);
        Metadata metadata = metadata(object.sectionOrNone("metadata"));
        Spec spec = SpecReader.read(object.sectionOrNone("spec"));
        Optional<Operation> operation = operation(content, problems);
        return new Reading(new Application(metadata, spec, operation), problems.found());
    }

    /**
     * A source that stands outside a spec: in an operation, or in the history.
     *
     * @param content the source as written
     */
    public static SourceReading readSource(Map<String, Object> content) {
        Problems problems = new Problems();
        Source source = SourceReader.read(new Section("source", content, problems));
        return new SourceReading(source, problems.found());
    }

    private static Metadata metadata(Section metadata) {
        if (metadata.text("name").isEmpty()) {
            metadata.problems().fatal("metadata.name", "is missing", "name the Application");
        }
        return new Metadata(
                metadata.text("namespace"),
                metadata.text("name"),
                metadata.textMap("annotations"),
                metadata.texts("finalizers"));
    }

    /**
     * Who asks for a sync with a field that cannot be read does not get another sync than he meant:
     * the operation as a whole is not taken, the Application is honoured without it.
     */
    private static Optional<Operation> operation(Map<String, Object> content, Problems problems) {
        Problems own = new Problems();
        Optional<Operation> operation =
                new Section("", content, own).section("operation").map(OperationReader::read);
        for (SpecProblem problem : own.found()) {
            problems.warn(
                    problem.field(),
                    problem.message() + (problem.fatal() ? ", so no sync is begun" : ""),
                    problem.remedy());
        }
        return operation.filter(any -> own.found().stream().noneMatch(SpecProblem::fatal));
    }
}
