package jobs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tests without a framework: one method each, and a failed one ends the program with 1. */
public final class HelloTest {
  private static final Clock AFTER_MIDNIGHT = Clock.fixed(Instant.parse("2026-03-02T00:10:00Z"), ZoneOffset.UTC);
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Hello hello = new Hello(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  public static void main(String[] args) {
    Map<String, Runnable> tests = Map.of(
        "a run is for the day of its tick, however late it starts",
        () -> equal(DAY, Hello.dayOf("2026-03-01T23:59:00Z", AFTER_MIDNIGHT)),
        "a run by hand is for today",
        () -> equal(LocalDate.of(2026, 3, 2), Hello.dayOf(null, AFTER_MIDNIGHT)),
        "it stops between two pieces of work",
        () -> new HelloTest().stopsBetweenPieces(),
        "it greets",
        () -> new HelloTest().greets(),
        "it fails with a tick that is none",
        () -> equal(2, new HelloTest().hello.run(Map.of("SCHEDULED_TIME", "yesterday"), AFTER_MIDNIGHT)));
    int failed = 0;
    for (Map.Entry<String, Runnable> test : tests.entrySet()) {
      try {
        test.getValue().run();
        System.out.println("ok - " + test.getKey());
      } catch (RuntimeException | AssertionError wrong) {
        failed += 1;
        System.out.println("not ok - " + test.getKey() + ": " + wrong);
      }
    }
    System.out.printf("%d passed, %d failed%n", tests.size() - failed, failed);
    if (failed > 0) System.exit(1);
  }

  private void stopsBetweenPieces() {
    Hello[] stoppable = new Hello[1];
    stoppable[0] = new Hello(new PrintStream(bytes, true, StandardCharsets.UTF_8) {
      @Override
      public PrintStream printf(String format, Object... values) {
        stoppable[0].stop();
        return super.printf(format, values);
      }
    });
    equal(1, stoppable[0].greet(List.of("a", "b", "c"), DAY));
  }

  private void greets() {
    equal(0, hello.run(Map.of("JOB_NAME", "feed-import", "SCHEDULED_TIME", "2026-03-01T04:15:00Z"), AFTER_MIDNIGHT));
    equal(true, bytes.toString(StandardCharsets.UTF_8).contains("Hello feed-import, on 2026-03-01"));
  }

  private static void equal(Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("expected " + expected + ", got " + actual);
    }
  }
}
