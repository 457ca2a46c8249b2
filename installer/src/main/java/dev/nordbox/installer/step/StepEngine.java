package dev.nordbox.installer.step;

import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.templates.TemplateFailed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs steps over a host. {@code plan} and {@code up --dry-run} are {@link Mode#PLAN}, {@code up}
 * is {@link Mode#APPLY}; both take the same way, and part only where a change would be made.
 */
public final class StepEngine {

    /** How often something that came is waited for once more. */
    private static final int WAITS = 5;

    /** Whether planned changes are made. */
    public enum Mode {
        PLAN,
        APPLY
    }

    private final List<Step> steps;
    private final Survey survey;
    private final StepObserver observer;
    private final Operator operator;
    private final Reconnection reconnection;
    private final Clock clock;

    /**
     * @param operator who runs this, for whoever finds the host locked
     */
    public StepEngine(
            List<Step> steps,
            Survey survey,
            StepObserver observer,
            Operator operator,
            Clock clock) {
        this(
                steps,
                survey,
                observer,
                operator,
                new Reconnection(Reconnection.Watch.NOBODY, Reconnection.Pause.REAL),
                clock);
    }

    /**
     * @param operator who runs this, for whoever finds the host locked
     * @param reconnection what is done about a connection that is lost
     */
    public StepEngine(
            List<Step> steps,
            Survey survey,
            StepObserver observer,
            Operator operator,
            Reconnection reconnection,
            Clock clock) {
        this.steps = List.copyOf(steps);
        this.survey = survey;
        this.observer = observer;
        this.operator = operator;
        this.reconnection = reconnection;
        this.clock = clock;
    }

    /** What all steps together want to know. */
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.all(steps.stream().map(step -> asks(step, spec)).toList());
    }

    /** A step that cannot say what it asks cannot plan either, and is told of then. */
    private static FactQuery asks(Step step, InstallSpec spec) {
        try {
            return step.asks(spec);
        } catch (TemplateFailed e) {
            return FactQuery.NOTHING;
        }
    }

    /**
     * Everything wrong with what a person said or brought, as far as the plans show it: to be told
     * before anything is changed. What a plan misses on the host is none of it, since a step before
     * may bring that.
     */
    public List<Problem> problems(HostFacts facts, InstallSpec spec) {
        Set<Problem> problems = new LinkedHashSet<>();
        for (Step step : steps) {
            try {
                plan(step, facts, spec);
            } catch (ProblemException e) {
                if (e.exitCode() == ExitCode.CONFIG_INVALID) {
                    problems.addAll(e.problems());
                }
            }
        }
        return List.copyOf(problems);
    }

    private static List<Change> plan(Step step, HostFacts facts, InstallSpec spec)
            throws ProblemException {
        try {
            return step.plan(facts, spec);
        } catch (TemplateFailed e) {
            throw ProblemException.of(e);
        }
    }

    /**
     * @param gathered the facts that preflight has passed, by the query of {@link #asks}
     * @throws StepFailed with the report so far; what was done stays, and the next run goes on
     */
    public InstallReport run(Host host, InstallSpec spec, HostFacts gathered, Mode mode)
            throws ProblemException {
        return run(host, spec, gathered, mode, Optional.empty());
    }

    /**
     * @param approval that the changes need before the first of them is made
     * @throws NotApproved when it is not given; nothing was changed
     */
    public InstallReport run(
            Host host, InstallSpec spec, HostFacts gathered, Mode mode, Optional<Approval> approval)
            throws ProblemException {
        Run run = new Run(host, spec, gathered, approval);
        run.approve();
        try {
            for (Step step : steps) {
                Progress progress = observer.started(step, run.journal.size() + 1, steps.size());
                try {
                    List<Change> changes = run.through(step, mode, progress);
                    observer.finished(run.journal.end(step, changes, mode));
                } catch (NotApproved e) {
                    throw e;
                } catch (ProblemException e) {
                    throw new StepFailed(step, run.journal.report(), e);
                }
            }
            reconnection.during(host, run::lookAtForeseen);
            return run.journal.report();
        } finally {
            run.lock.ifPresent(HostLock::close);
        }
    }

    /** One pass over the steps: the facts as they are now, and the lock once it is needed. */
    private final class Run {
        private final Host host;
        private final InstallSpec spec;
        private final Journal journal;
        private final String token = HostLock.newToken();
        private final Set<String> done = new HashSet<>();
        private final Map<String, Change> begun = new LinkedHashMap<>();
        private Writing writing;
        private final Differences foreseen = new Differences();
        private HostFacts facts;
        private final Optional<Approval> approval;
        private Optional<HostLock> lock = Optional.empty();
        private boolean approvedUnderLock;

        Run(Host host, InstallSpec spec, HostFacts facts, Optional<Approval> approval) {
            this.host = host;
            this.spec = spec;
            this.facts = facts;
            this.approval = approval;
            this.journal = new Journal(host, clock);
            this.writing = new Writing(host, observer);
        }

        void approve() throws ProblemException {
            if (approval.isPresent()) {
                List<PlannedChange> planned = new ArrayList<>();
                for (Step step : steps) {
                    plan(step, facts, spec).forEach(c -> planned.add(PlannedChange.of(step, c)));
                }
                approval.get().of(host.name(), facts, planned);
            }
        }

        /** One step, over as many connections as it takes. */
        List<Change> through(Step step, Mode mode, Progress progress) throws ProblemException {
            journal.begin();
            begun.clear();
            done.clear();
            Progress watched = new ProgressThatCounts(progress, reconnection);
            List<Change> changes =
                    reconnection.during(host, this::lookAgain, () -> take(step, mode, watched));
            return begun.isEmpty() ? changes : List.copyOf(begun.values());
        }

        /** Over a new connection nothing is known: what was under way may have been done or not. */
        private void lookAgain() throws ProblemException {
            writing = new Writing(host, observer);
            if (lock.isPresent()) {
                lock.get().takeAgain();
                gather();
            }
        }

        private List<Change> take(Step step, Mode mode, Progress progress) throws ProblemException {
            List<Change> changes = plan(step, facts, spec);
            if (changes.isEmpty() || mode == Mode.PLAN) {
                foreseen.add(step, changes, facts);
                return changes;
            }
            if (lock.isEmpty()) {
                lock = Optional.of(HostLock.take(host, operator, token));
            }
            if (!approvedUnderLock) {
                // What was gathered before the lock was ours may be the work of another run.
                gather();
                approve();
                approvedUnderLock = true; // not before: a connection may be lost in between
                changes = plan(step, facts, spec);
            }
            List<Change> left = made(step, changes, progress);
            for (int again = 0; !left.isEmpty() && step.waitsAgain() && again < WAITS; again++) {
                left = made(step, left, progress);
            }
            if (!left.isEmpty()) {
                throw new StepNotConverged(host.name(), step, left);
            }
            return changes;
        }

        /** Makes the changes, and says what a second look finds missing. */
        private List<Change> made(Step step, List<Change> changes, Progress progress)
                throws ProblemException {
            apply(step, changes, progress);
            gatherAfter(step);
            return plan(step, facts, spec);
        }

        /** After the steps, in one round trip: a plan shows what would be replaced. */
        List<FileDifference> lookAtForeseen() throws ProblemException {
            List<FileDifference> files = foreseen.look(host);
            journal.wrote(files);
            return files;
        }

        private void gather() throws ProblemException {
            facts = survey(asks(spec));
        }

        /**
         * The host anew, and of the cluster what the step asks for or nobody knows yet: each part
         * of it costs the host seconds.
         */
        private void gatherAfter(Step step) throws ProblemException {
            FactQuery all = asks(spec);
            Set<ClusterPart> parts = new HashSet<>(all.cluster());
            facts.cluster().ifPresent(cluster -> parts.removeAll(cluster.known()));
            parts.addAll(asks(step, spec).cluster());
            facts = survey(all.ofCluster(parts)).over(facts);
        }

        private HostFacts survey(FactQuery query) throws ProblemException {
            observer.surveying();
            journal.surveyed();
            return survey.gather(host, query);
        }

        private void apply(Step step, List<Change> changes, Progress progress)
                throws ProblemException {
            journal.wrote(writing.begin(step, changes, facts));
            for (Change change : changes) {
                if (change.effect() instanceof WriteFile write) {
                    begin(step, change);
                    writing.add(write.file());
                    continue;
                }
                writing.flush();
                begin(step, change);
                change.effect().apply(host, progress);
                if (done.add(change.description())) {
                    reconnection.moved(); // what is done again and again is no progress
                }
            }
            writing.flush();
        }

        private void begin(Step step, Change change) {
            observer.changing(step, change);
            begun.put(change.description(), change);
        }
    }
}
