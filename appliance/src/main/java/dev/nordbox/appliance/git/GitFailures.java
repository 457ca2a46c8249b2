package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;

/** Reads what the libraries threw, and says it so that the reader can act. */
final class GitFailures {

    private GitFailures() {}

    /** What an exchange over an established way ended in. */
    static GitException of(GitAccess access, IOException e) {
        GitUrl url = access.url();
        Optional<GitException> own = cause(e, GitException.class);
        if (own.isPresent()) {
            return own.get();
        }
        if (isTimeout(e)) {
            return new GitException(
                    Reason.TIMED_OUT,
                    url + " did not answer in time: " + words(e),
                    "nothing, if this passes by itself; it is tried again",
                    e);
        }
        if (url.scheme() == GitUrl.Scheme.FILE
                && cause(e, NoRemoteRepositoryException.class).isPresent()) {
            return new GitException(
                    Reason.REPOSITORY_NOT_FOUND,
                    url + " is no Git repository that this user can read",
                    "check the path",
                    e);
        }
        Optional<WatchedHttp.Elsewhere> elsewhere = cause(e, WatchedHttp.Elsewhere.class);
        if (elsewhere.isPresent() || saysRedirect(e)) {
            return moved(access, elsewhere, e);
        }
        if (cause(e, NoRemoteRepositoryException.class).isPresent() || saysNotFound(e)) {
            return new GitException(
                    Reason.REPOSITORY_NOT_FOUND,
                    url + " is not there, or our key may not see it: " + words(e),
                    url.scheme() == GitUrl.Scheme.HTTPS
                            ? overHttps(access)
                            : "check the URL; on a forge, a deploy key of another repository looks"
                                    + " the same",
                    e);
        }
        if (saysNotAuthorized(e)) {
            return new GitException(
                    Reason.LOGIN_REFUSED,
                    url + " refuses the login, or asks for one: " + words(e),
                    overHttps(access),
                    e);
        }
        Optional<MirrorRoom.NoRoom> noRoom = cause(e, MirrorRoom.NoRoom.class);
        if (noRoom.isPresent()) {
            return new GitException(
                    Reason.MIRROR,
                    "nothing is fetched from " + url + ": " + noRoom.get().getMessage(),
                    noRoom.get().remedy(),
                    e);
        }
        Optional<FetchBudget.TooLarge> tooLarge = cause(e, FetchBudget.TooLarge.class);
        if (tooLarge.isPresent()) {
            return new GitException(
                    Reason.TOO_LARGE,
                    url + " " + tooLarge.get().getMessage(),
                    "make its newest commit smaller; what repositories beside the first have in"
                            + " common is shared, and the largest of them leave the others less",
                    e);
        }
        if (cause(e, SSLException.class).isPresent()) {
            return new GitException(
                    Reason.HOST_KEY_REFUSED,
                    "the certificate of "
                            + url.host()
                            + " is not trusted"
                            + (access.trust().place().isEmpty()
                                    ? ""
                                    : " by " + access.trust().place())
                            + ": "
                            + words(e),
                    access.trust().howToAdd(),
                    e);
        }
        if (isNoConnection(e)) {
            return noConnection(url, e);
        }
        return new GitException(
                Reason.CONNECTION_LOST,
                "the exchange with " + url + " broke: " + words(e),
                "nothing, if this passes by itself; it is tried again",
                e);
    }

    /** It never passes by itself. */
    private static GitException moved(
            GitAccess access, Optional<WatchedHttp.Elsewhere> elsewhere, IOException e) {
        String where =
                elsewhere
                        .map(
                                to ->
                                        (to.isSameHost() ? "what is no repository: " : "")
                                                + to.getMessage())
                        .orElse("one URL after the other, without end or to nowhere");
        String another =
                elsewhere.filter(to -> !to.isSameHost()).isPresent()
                        ? "nothing was sent there: only redirects to the same host and port, by https,"
                                + " are followed; if it lies there now, write that URL; "
                        : "";
        return new GitException(
                Reason.MOVED,
                access.url() + " sends us on to " + where,
                another + "if it leads to a page to log in, " + overHttps(access),
                e);
    }

    /** A private repository on a forge looks like one that is not there, or asks for a login. */
    private static String overHttps(GitAccess access) {
        if (access.login() instanceof GitLogin.Password password) {
            return "see that " + password.origin() + " is right, and may read the repository";
        }
        if (access.login() instanceof GitLogin.None none && !none.hint().isEmpty()) {
            return "check the URL; " + none.hint();
        }
        return "check the URL; a private repository is reached by an SSH URL, git@%s:PATH, and a"
                        .formatted(access.url().host())
                + " deploy key (a controller in the foreground takes --credentials, one with a"
                + " configuration of its own a credentialsFile)";
    }

    /** Nobody could be asked. */
    static GitException noConnection(GitUrl url, IOException e) {
        if (cause(e, UnresolvedAddressException.class).isPresent()
                || cause(e, UnknownHostException.class).isPresent()) {
            return new GitException(
                    Reason.HOST_UNKNOWN,
                    "no address is known for the Git host " + url.host(),
                    "check the name in the URL, and the name servers of this machine",
                    e);
        }
        if (isTimeout(e)) {
            return new GitException(
                    Reason.TIMED_OUT,
                    "nothing answers at " + url.host() + " port " + url.port(),
                    "see whether a firewall lets this machine out to that port",
                    e);
        }
        return new GitException(
                Reason.HOST_UNREACHABLE,
                url.host() + " port " + url.port() + " cannot be reached: " + words(e),
                "see whether the host is up, and the port is right",
                e);
    }

    static boolean isTimeout(Throwable e) {
        return any(
                e,
                link ->
                        link instanceof TimeoutException
                                || link instanceof InterruptedIOException
                                || said(link).contains("timed out")
                                || said(link).contains("timeout"));
    }

    static boolean isLoginRefused(Throwable e) {
        return any(
                e,
                link ->
                        link instanceof SshException ssh
                                && ssh.getDisconnectCode()
                                        == SshConstants
                                                .SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE);
    }

    private static boolean isNoConnection(Throwable e) {
        return any(
                e,
                link ->
                        link instanceof ConnectException
                                || link instanceof NoRouteToHostException
                                || link instanceof UnknownHostException
                                || link instanceof UnresolvedAddressException);
    }

    /** JGit's words for one too many, and for one without a target. */
    private static boolean saysRedirect(Throwable e) {
        return any(
                e, link -> link instanceof TransportException && said(link).contains("redirect"));
    }

    private static boolean saysNotFound(Throwable e) {
        return any(e, link -> said(link).contains("not found") && !(link instanceof SshException));
    }

    private static boolean saysNotAuthorized(Throwable e) {
        return any(
                e,
                link ->
                        said(link).contains("not authorized")
                                || said(link).contains("authentication is required")
                                || said(link).contains("not permitted"));
    }

    /** The innermost message that says something, on one line. */
    static String words(Throwable e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String words = "";
        for (Throwable link : chain(e)) {
            boolean wrapper =
                    link instanceof TransportException || link instanceof NotSupportedException;
            String message = link.getMessage() == null ? "" : link.getMessage();
            if (!message.isBlank() && (words.isEmpty() || !wrapper)) {
                words = message;
            }
        }
        words = words.isEmpty() ? e.getClass().getSimpleName() : words;
        return words.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        return chain(e).stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static boolean any(Throwable e, Predicate<Throwable> is) {
        return chain(e).stream().anyMatch(is);
    }

    private static String said(Throwable link) {
        return link.getMessage() == null ? "" : link.getMessage().toLowerCase(Locale.ROOT);
    }

    private static List<Throwable> chain(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(20).toList();
    }
}
