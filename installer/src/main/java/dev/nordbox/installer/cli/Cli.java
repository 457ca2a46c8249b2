package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as a whole. */
public final class Cli {
    private static final int WIDTH = 100;

    /** They tell of all the others. */
    private static final Set<String> OF_ALL = Set.of("completion", "man");

    private final Surroundings around;
    private final InputStream in;

    public Cli(Surroundings around) {
        // Buffered, since FileInputStream itself wants to know how long a pipe is, and fails (JDK
        // 17).
        this(around, new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    }

    /**
     * @param in what commands in a pipe read
     */
    Cli(Surroundings around, InputStream in) {
        this.around = around;
        this.in = in;
    }

    @Command(
            name = "nordbox",
            description = "Kubernetes on your own VPS, converged from Git.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionLine.class,
            synopsisSubcommandLabel = "COMMAND")
    static final class Root {}

    /** {@code --version}: one line. */
    static final class VersionLine implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"nordbox " + Version.ofNordbox()};
        }
    }

    private Map<String, Function<Surroundings, Object>> commands() {
        Map<String, Function<Surroundings, Object>> commands = new LinkedHashMap<>();
        commands.put("up", UpCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("upgrade", UpgradeCommand::new);
        commands.put("preflight", PreflightCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("app", AppCommand::of);
        commands.put("audit", AuditCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("self-proof", SelfProofCommand::new);
        commands.put("profiles", ProfilesCommand::new);
        commands.put("kubeconfig", KubeconfigCommand::new);
        commands.put("down", DownCommand::new);
        commands.put("kit", KitCommand::of);
        commands.put("drill", DrillCommand::new);
        commands.put("doctor", DoctorCommand::of);
        commands.put("controller", ControllerCommand::new);
        commands.put("render", RenderCommand::new);
        commands.put("secret", surroundings -> SecretCommand.of(surroundings, in));
        commands.put("support-bundle", SupportBundleCommand::new);
        commands.put("config", ConfigCommand::of);
        commands.put("completion", CompletionCommand::new);
        commands.put("man", ManCommand::new);
        commands.put("version", VersionCommand::new);
        return commands;
    }

    /**
     * @return the exit code of the process
     */
    public int execute(String... args) {
        return commandLine(args).execute(args.length == 0 ? new String[] {"--help"} : args);
    }

    /** Only the command that was asked for is built: reflecting on all of them takes longer. */
    private CommandLine commandLine(String... args) {
        Map<String, Function<Surroundings, Object>> commands = commands();
        boolean one = args.length > 0 && commands.containsKey(args[0]) && !OF_ALL.contains(args[0]);
        if (one) {
            commands.keySet().retainAll(Set.of(args[0]));
        }
        CommandLine root = new CommandLine(new Root());
        commands.forEach((name, make) -> root.addSubcommand(name, make.apply(around)));
        root.setOut(new PrintWriter(around.out(), true));
        root.setErr(new PrintWriter(around.err(), true));
        root.setUsageHelpWidth(WIDTH);
        root.setParameterExceptionHandler(new UsageErrors(around.err()));
        root.setExecutionExceptionHandler(this::tellDefect);
        listExitCodes(root.getCommandSpec());
        for (CommandLine command : root.getSubcommands().values()) {
            listExitCodes(command.getCommandSpec());
            command.getCommandSpec().versionProvider(new VersionLine());
            command.getSubcommands().values().forEach(sub -> listExitCodes(sub.getCommandSpec()));
        }
        return root;
    }

    /** For commands that have no run of their own, and so no log file. */
    private int tellDefect(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        LoggerFactory.getLogger(Cli.class).error("a defect", e);
        around.err()
                .println(
                        command.getCommandSpec().qualifiedName()
                                + ": a defect of nordbox: "
                                + around.redactor().redact(e.toString()));
        around.err().flush();
        return ExitCode.UNEXPECTED.number();
    }

    private static void listExitCodes(CommandSpec command) {
        Map<String, String> list = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            list.put(String.valueOf(code.number()), code.meaning());
        }
        command.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(list);
    }
}
