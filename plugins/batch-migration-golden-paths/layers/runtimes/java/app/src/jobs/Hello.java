package jobs;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A job that works from the first commit, and shows what every job should do:
 * take its day from the tick and not from the clock, stop when it is told to,
 * and end with another code than 0 where something is not done.
 */
public final class Hello {
  private final PrintStream out;
  private volatile boolean stopping;

  Hello(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    Hello hello = new Hello(System.out);
    CountDownLatch ended = new CountDownLatch(1);
    // ECS sends SIGTERM, waits for the stop timeout, and then kills. The JVM
    // ends with this hook, so the hook waits for the piece of work under way.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      hello.stop();
      try {
        ended.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }));
    int code = 1;
    try {
      code = hello.run(System.getenv(), Clock.systemUTC());
    } finally {
      ended.countDown();
    }
    System.exit(code);
  }

  void stop() {
    stopping = true;
  }

  /** Runs the job; the exit code of the program. */
  int run(Map<String, String> environment, Clock clock) {
    LocalDate day;
    try {
      day = dayOf(environment.get("SCHEDULED_TIME"), clock);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      return 2;
    }
    List<String> names = List.of("from", environment.getOrDefault("JOB_NAME", "a job"));
    int done = greet(names, day);
    if (done == names.size()) return 0;
    System.err.printf("Told to stop after %d of %d%n", done, names.size());
    return 1;
  }

  /** The UTC day that a run is for; a run by hand without a tick is for today. */
  static LocalDate dayOf(String tick, Clock clock) {
    try {
      Instant at = tick == null || tick.isEmpty() ? clock.instant() : Instant.parse(tick);
      return at.atZone(ZoneOffset.UTC).toLocalDate();
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException(
          "SCHEDULED_TIME must be a time such as 2026-03-01T04:15:00Z, got: " + tick, wrong);
    }
  }

  /** Does one piece of work after the other, until all are done or it is told to stop. */
  int greet(List<String> names, LocalDate day) {
    int done = 0;
    for (String name : names) {
      if (stopping) break;
      out.printf("Hello %s, on %s%n", name, day);
      done += 1;
    }
    return done;
  }
}
