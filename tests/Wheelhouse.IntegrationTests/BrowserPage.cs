using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>A page of a browser: what it loads, logs and throws is noted from the start.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JObject>> asked = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly SemaphoreSlim loaded = new(0);
    private readonly CancellationTokenSource ended = new();
    private Task receiving = Task.CompletedTask;
    private string? session;
    private int last;

    private BrowserPage() { }

    /// <summary>The URLs that the page asked for.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>What the page threw, and what the browser logged about it.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public static async Task<BrowserPage> OpenAsync(Uri browser)
    {
        var page = new BrowserPage();
        await page.socket.ConnectAsync(browser, CancellationToken.None);
        page.receiving = page.ReceiveAsync();
        var target = await page.SendAsync("Target.createTarget", new { url = "about:blank" });
        var attached = await page.SendAsync(
            "Target.attachToTarget",
            new { targetId = target["targetId"], flatten = true }
        );
        page.session = (string?)attached["sessionId"];
        foreach (var domain in new[] { "Page", "Network", "Runtime", "Log" })
        {
            await page.SendAsync($"{domain}.enable");
        }

        return page;
    }

    /// <summary>Goes to an address and waits until all of it is loaded.</summary>
    public async Task GoToAsync(Uri address)
    {
        await SendAsync("Page.navigate", new { url = address.AbsoluteUri });
        Assert.That(await loaded.WaitAsync(Patience), Is.True, $"{address} was not loaded");
    }

    /// <summary>What an expression comes to, promises awaited.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        var answer = await SendAsync(
            "Runtime.evaluate",
            new
            {
                expression,
                returnByValue = true,
                awaitPromise = true,
                userGesture = true,
            }
        );
        Assert.That(answer["exceptionDetails"], Is.Null, expression);
        return answer["result"]!["value"]!.ToObject<T>()!;
    }

    /// <summary>Clicks into the middle of an element, as a mouse does.</summary>
    public async Task ClickAsync(string element)
    {
        var place = await EvaluateAsync<double[]>(
            $"(() => {{ const e = {element}; e.scrollIntoView({{ block: 'center' }}); const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        );
        foreach (var type in new[] { "mousePressed", "mouseReleased" })
        {
            var click = new
            {
                type,
                x = place[0],
                y = place[1],
                button = "left",
                clickCount = 1,
            };
            await SendAsync("Input.dispatchMouseEvent", click);
        }
    }

    /// <summary>Types a text into the element that has the focus.</summary>
    public Task TypeAsync(string text) => SendAsync("Input.insertText", new { text });

    /// <summary>Gives the page a window of this width, in CSS pixels.</summary>
    public Task ResizeAsync(int width, int height = 800) =>
        SendAsync(
            "Emulation.setDeviceMetricsOverride",
            new
            {
                width,
                height,
                deviceScaleFactor = 1,
                mobile = width < 600,
            }
        );

    /// <summary>Sends a command of the DevTools protocol.</summary>
    public async Task<JObject> SendAsync(string method, object? parameters = null)
    {
        var id = Interlocked.Increment(ref last);
        var answer = asked[id] = new TaskCompletionSource<JObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = new JObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = JObject.FromObject(parameters ?? new { }),
        };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        var bytes = Encoding.UTF8.GetBytes(command.ToString(Formatting.None));
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var message = await answer.Task.WaitAsync(Patience);
        Assert.That(message["error"], Is.Null, method);
        return (JObject)message["result"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await receiving;
        socket.Dispose();
        ended.Dispose();
        loaded.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await ReceiveTextAsync() is { } text)
            {
                Take(JObject.Parse(text));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task<string?> ReceiveTextAsync()
    {
        var (buffer, text) = (new byte[1 << 16], new MemoryStream());
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, ended.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(text.ToArray());
            }
        }
    }

    private void Take(JObject message)
    {
        if (message["id"] is { } id && asked.TryRemove((int)id, out var answer))
        {
            answer.SetResult(message);
            return;
        }

        var parameters = message["params"];
        switch ((string?)message["method"])
        {
            case "Page.loadEventFired":
                loaded.Release();
                break;
            case "Network.requestWillBeSent":
                requests.Enqueue((string)parameters!["request"]!["url"]!);
                break;
            case "Runtime.exceptionThrown":
                complaints.Enqueue(parameters!["exceptionDetails"]!.ToString());
                break;
            case "Log.entryAdded":
                complaints.Enqueue(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{parameters!["entry"]!["level"]}: {parameters["entry"]!["text"]}"
                    )
                );
                break;
            default:
                break;
        }
    }
}
