// Prints the report of a call (mu-law, 8 kHz, agent and customer in turn, no head); live, also its events as they come.
//
//     java Call [--live] CALL.ulaw

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

public final class Call {
    private static void tell(Listening.Session session) {
        for (var next = session.poll(); next.isPresent(); next = session.poll()) {
            var event = next.get();
            if (event.status().equals("final")) {
                System.out.printf(Locale.ROOT, "%.3f %s by the %s: %s%n", event.start(), event.kind(), event.by(),
                    String.join("; ", event.reasons()));
            }
        }
    }

    private static Listening.Report live(InputStream call) throws IOException {
        var packet = new byte[2 * 160]; // 20 ms
        try (var session = new Listening.Session(8000)) {
            for (int bytes; (bytes = call.read(packet)) > 0; ) {
                session.push(packet, bytes);
                tell(session);
            }
            var report = session.finish();
            tell(session);
            return report;
        }
    }

    public static void main(String[] arguments) {
        var path = Path.of(arguments[arguments.length - 1]);
        try (var call = Files.newInputStream(path);
             var report = arguments[0].equals("--live") ? live(call) : Listening.analyze(call.readAllBytes())) {
            report.score().ifPresent(score ->
                System.out.printf(Locale.ROOT, "score %.1f (%.1f to %.1f)%n", score.value(), score.low(), score.high()));
            System.out.println(report.json());
        } catch (IOException | Listening.Refused refused) {
            System.err.println("call: " + refused.getMessage());
            System.exit(2);
        }
    }
}
