using System.Globalization;
using System.Net;
using System.Text;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Notifications;

/// <summary>
/// Sends to a webhook. Whoever knows its address may write there, so no error has more of it than its host, and no redirect
/// is followed.
/// </summary>
/// <param name="url">The address.</param>
public sealed class Webhook(Uri url)
{
    private const int MostOfAnswer = 120;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is sent where it may arrive another time.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>How long to wait before the second attempt; it doubles with each.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Sends JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null when it was taken; else in one line why it was not.</returns>
    public async Task<string?> SendAsync(string json, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !url.IsLoopback };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        for (var attempt = 1; ; attempt++)
        {
            var (problem, isPassing, wait) = await SendOnceAsync(client, json, cancellation);
            if (problem is null)
            {
                return null;
            }

            if (!isPassing || attempt >= Attempts)
            {
                var times = attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $", {attempt} times") : "";
                return Secrets.Mask(Words.Visible(problem)).ReplaceLineEndings(" ") + times;
            }

            var pause = Pause * (1 << (attempt - 1));
            pause = wait is { } asked && asked > pause ? asked : pause;
            await Task.Delay(pause < LongestWait ? pause : LongestWait, cancellation);
        }
    }

    private async Task<(string? Problem, bool IsPassing, TimeSpan? Wait)> SendOnceAsync(
        HttpClient client,
        string json,
        CancellationToken cancellation
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = new StringContent(json, Encoding.UTF8, "application/json"),
            };
            using var response = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                patience.Token
            );
            return await JudgeAsync(response, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = string.Create(
                CultureInfo.InvariantCulture,
                $"no answer within {Patience.TotalSeconds:0.#} s"
            );
            return (seconds, true, null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return (error.Message, true, null);
        }
    }

    private static async Task<(string? Problem, bool IsPassing, TimeSpan? Wait)> JudgeAsync(
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return (null, false, null);
        }

        var answers = string.Create(CultureInfo.InvariantCulture, $"it answers {status}");
        if (status is >= 300 and < 400)
        {
            return ($"{answers}, a redirect, which is not followed: the address is a secret", false, null);
        }

        // Slack says invalid_payload, no_service and the like.
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var text = new byte[MostOfAnswer];
        var count = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellation);
        var said = Encoding.UTF8.GetString(text, 0, count).Trim();
        var isPassing =
            status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        return (said.Length > 0 ? $"{answers}: {said}" : answers, isPassing, response.Headers.RetryAfter?.Delta);
    }
}
