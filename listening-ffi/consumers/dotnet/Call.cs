// Prints the report of a call (mu-law, 8 kHz, agent and customer in turn, no head); live, also its events as they come.
//
//     call.exe [--live] CALL.ulaw

using System;
using System.Globalization;
using System.IO;
using Listening;

static class Call
{
    static void Tell(Session session)
    {
        foreach (var one in session.Events())
        {
            if (one.Status != "final") continue;
            var start = one.Start.ToString("F3", CultureInfo.InvariantCulture);
            Console.WriteLine($"{start} {one.Kind} by the {one.By}: {string.Join("; ", one.Reasons)}");
        }
    }

    static Report Live(Stream call)
    {
        var packet = new byte[2 * 160]; // 20 ms
        using (var session = new Session())
        {
            int bytes;
            while ((bytes = call.Read(packet, 0, packet.Length)) > 0)
            {
                session.Push(packet, bytes);
                Tell(session);
            }
            var report = session.Finish();
            Tell(session);
            return report;
        }
    }

    static int Main(string[] arguments)
    {
        try
        {
            var path = arguments[arguments.Length - 1];
            using (var report = arguments[0] == "--live" ? Live(File.OpenRead(path)) : Report.Of(File.ReadAllBytes(path)))
            {
                if (report.Score is Score score)
                {
                    Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "score {0:F1} ({1:F1} to {2:F1})",
                        score.Value, score.Low, score.High));
                }
                Console.WriteLine(report.Json);
            }
            return 0;
        }
        catch (Exception refused) when (refused is ListeningException || refused is IOException)
        {
            Console.Error.WriteLine("call: " + refused.Message);
            return 2;
        }
    }
}
