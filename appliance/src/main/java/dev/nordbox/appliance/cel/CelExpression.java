package dev.nordbox.appliance.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question about one object, which the expression calls {@code self}. Bounded in size, depth,
 * steps and time. Thread safe.
 */
public final class CelExpression {

    private static final int LONGEST = 4_096;
    private static final int DEEPEST = 40;
    private static final int MOST_ITERATIONS = 10_000;
    private static final int LARGEST_PATTERN = 2_000;
    private static final int LONGEST_TEXT = 600;

    private static final Pattern PLACE = Pattern.compile("<input>:(\\d+)");

    /** The library, once an expression is there: it is larger than all that needs it. */
    private static final class Library {
        static final CelOptions OPTIONS =
                CelOptions.current()
                        .maxExpressionCodePointSize(LONGEST)
                        .maxParseRecursionDepth(DEEPEST)
                        .comprehensionMaxIterations(MOST_ITERATIONS)
                        .maxRegexProgramSize(LARGEST_PATTERN)
                        .enableHeterogeneousNumericComparisons(true)
                        .build();

        static final CelCompiler COMPILER =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .addVar("self", MapType.create(SimpleType.STRING, SimpleType.DYN))
                        .build();

        static final CelRuntime RUNTIME =
                CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    }

    private final CelRuntime.Program program;
    private final TimeLimit limit;

    private CelExpression(CelRuntime.Program program, TimeLimit limit) {
        this.program = program;
        this.limit = limit;
    }

    /**
     * A condition.
     *
     * @throws CelException with every fault and its place, {@code 2:14 undeclared reference to 'x'}
     */
    public static CelExpression condition(String text) throws CelException {
        return compile(text, SimpleType.BOOL, "true or false");
    }

    /**
     * A text.
     *
     * @throws CelException as for a condition
     */
    public static CelExpression text(String text) throws CelException {
        return compile(text, SimpleType.STRING, "a text");
    }

    private static CelExpression compile(String text, CelType type, String inWords)
            throws CelException {
        try {
            CelAbstractSyntaxTree tree = Library.COMPILER.compile(text).getAst();
            CelType result = tree.getResultType();
            if (!result.equals(type) && !result.equals(SimpleType.DYN)) {
                throw new CelException("1:1 it is to be " + inWords + ", and is " + result.name());
            }
            return new CelExpression(Library.RUNTIME.createProgram(tree), new TimeLimit());
        } catch (CelValidationException e) {
            throw new CelException(faults(e.getErrors()));
        } catch (CelEvaluationException e) {
            throw new CelException(why(e));
        } catch (StackOverflowError e) {
            throw new CelException("1:1 it is nested too deeply");
        }
    }

    private static String faults(List<CelIssue> issues) {
        return String.join(
                "; ",
                issues.stream()
                        .map(
                                issue ->
                                        issue.getSourceLocation().getLine()
                                                + ":"
                                                + (issue.getSourceLocation().getColumn() + 1)
                                                + " "
                                                + issue.getMessage())
                        .toList());
    }

    /**
     * @param self the whole object
     * @throws CelException when it cannot be told, or not in time
     */
    public boolean holds(Map<String, Object> self) throws CelException {
        Object value = value(self);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new CelException("it is neither true nor false");
    }

    /**
     * @throws CelException when it cannot be told, or not in time
     */
    public String text(Map<String, Object> self) throws CelException {
        Object value = value(self);
        if (value instanceof String text) {
            return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
        }
        throw new CelException("it is no text; write string(...)");
    }

    private Object value(Map<String, Object> self) throws CelException {
        return limit.run(() -> evaluated(self));
    }

    private Object evaluated(Map<String, Object> self) throws CelException {
        try {
            return program.eval(Map.of("self", CelValues.of(self)));
        } catch (CelEvaluationException e) {
            throw new CelException(why(e));
        } catch (StackOverflowError e) {
            throw new CelException("it is nested too deeply");
        }
    }

    /** The library's own words may quote the object, which may be secret. */
    private static String why(CelEvaluationException e) {
        Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
        String at = place.find() ? " at character " + (Integer.parseInt(place.group(1)) + 1) : "";
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> "a field is not there" + at + "; ask has(...) before";
            case OVERLOAD_NOT_FOUND -> "a value is of another type" + at;
            case ITERATION_BUDGET_EXCEEDED ->
                    "it takes more than " + MOST_ITERATIONS + " steps" + at;
            default -> e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ') + at;
        };
    }
}
