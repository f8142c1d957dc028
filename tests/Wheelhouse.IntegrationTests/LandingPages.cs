using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.IntegrationTests;

/// <summary>The landing page in a real browser.</summary>
public sealed class LandingPages
{
    private const string Visible = "[...document.querySelectorAll('#packages > details')].filter(row => !row.hidden)";
    private const string Hostile =
        "</bdi></summary></details></title></style><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
        + "\" onclick=\"window.ran = 3\" ' &lt; &amp;lt; <!-- ]]> \u202E";

    private static Browser browser = null!;
    private static PageServer server = null!;

    private BrowserPage page = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        browser = await Browser.StartAsync();
        server = PageServer.Start(LandingPage.Render(Wheels));
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [SetUp]
    public async Task OpenAsync() => page = await browser.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await page.DisposeAsync();

    [TestCase("", "amd-aiter,hostile,torch,vllm")]
    [TestCase("TORCH", "torch")]
    [TestCase("easy serving", "vllm")]
    [TestCase("  2.9.0  3.12 ", "torch")]
    [TestCase("gfx942", "torch")]
    [TestCase("2.8.0", "torch")]
    [TestCase("breaks yanked", "torch")]
    [TestCase("uploaded", "")]
    [TestCase("7.13.12", "")]
    [TestCase("nothing of the kind", "")]
    public async Task Searching_leaves_the_packages_that_have_every_word(string words, string expected)
    {
        await page.GoToAsync(server["index.html"]);
        await page.ClickAsync("document.getElementById('search')");
        await page.TypeAsync(words);
        Assert.That(await NamesAsync(), Is.EqualTo(expected.Split(',', StringSplitOptions.RemoveEmptyEntries)));
        var none = await page.EvaluateAsync<bool>("!document.getElementById('none').hidden");
        Assert.That(none, Is.EqualTo(expected.Length == 0));
    }

    [TestCase("", "/simple/")]
    [TestCase("index.html", "/simple/")]
    [TestCase("wheels/rocm71/index.html?x=1#y", "/wheels/rocm71/simple/")]
    [TestCase("$(id);`id`&'|(x)!/", "/%24%28id%29%3B%60id%60%26%27%7C%28x%29%21/simple/")]
    public async Task The_commands_name_the_address_of_the_page_itself(string path, string expected)
    {
        await page.GoToAsync(server[path]);
        var commands = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.commands code')].map(code => code.textContent)"
        );
        var index = $"http://127.0.0.1:{server.Port}{expected}";
        Assert.That(
            commands,
            Is.EqualTo(
                new[] { $"pip install vllm --index-url {index}", $"uv pip install vllm --default-index {index}" }
            )
        );
    }

    [Test]
    public async Task The_copy_button_copies_the_command()
    {
        await page.SendAsync(
            "Browser.grantPermissions",
            new { permissions = new[] { "clipboardReadWrite", "clipboardSanitizedWrite" } }
        );
        await page.GoToAsync(server[""]);
        await page.ClickAsync("document.querySelectorAll('.copy')[1]");
        await WaitForAsync("document.querySelectorAll('.copy')[1].textContent === 'Copied'");
        Assert.That(
            await page.EvaluateAsync<string>("navigator.clipboard.readText()"),
            Is.EqualTo($"uv pip install vllm --default-index {server["simple/"]}")
        );
    }

    [Test]
    public async Task Where_the_browser_gives_no_clipboard_the_command_is_copied_by_selecting_it()
    {
        await page.GoToAsync(server["", Browser.PlainHost]);
        Assert.That(await page.EvaluateAsync<bool>("isSecureContext"), Is.False);
        await page.EvaluateAsync<bool>(
            "document.addEventListener('copy', () => (window.copied = getSelection().toString())), true"
        );
        await page.ClickAsync("document.querySelector('.copy')");
        await WaitForAsync("window.copied");
        Assert.That(
            await page.EvaluateAsync<string>("window.copied"),
            Is.EqualTo($"pip install vllm --index-url {server["simple/", Browser.PlainHost]}")
        );
    }

    [Test]
    public async Task An_opened_package_shows_its_versions_and_its_own_commands()
    {
        await page.GoToAsync(server[""]);
        await page.ClickAsync($"{Visible}[2].querySelector('summary')");
        await WaitForAsync($"{Visible}[2].querySelector('.copy')");
        Assert.Multiple(async () =>
        {
            Assert.That(
                await page.EvaluateAsync<string>($"{Visible}[2].querySelector('code').textContent"),
                Is.EqualTo($"pip install torch --index-url {server["simple/"]}")
            );
            Assert.That(
                await page.EvaluateAsync<string[]>(
                    $"[...{Visible}[2].querySelectorAll('tbody tr')].map(r => r.innerText)"
                ),
                Is.EqualTo(
                    new[]
                    {
                        "2.9.0 ROCm 7.1\t3.12\tgfx90a, gfx942\t1\t5.8 GB\t2026-08-07",
                        "2.8.0 yanked breaks on gfx942\t3.12\t\t2\t4 GB\t",
                    }
                )
            );
        });
    }

    [TestCase(360)]
    [TestCase(1280)]
    public async Task Nothing_is_wider_than_the_window(int width)
    {
        await page.ResizeAsync(width);
        await page.GoToAsync(server[""]);
        await page.EvaluateAsync<bool>("document.querySelectorAll('details').forEach(row => (row.open = true)), true");
        await WaitForAsync("document.querySelectorAll('details .commands').length === 2");
        Assert.Multiple(async () =>
        {
            Assert.That(
                await page.EvaluateAsync<int>(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                ),
                Is.Zero
            );
            // A wide table may be pushed within its own frame.
            Assert.That(
                await page.EvaluateAsync<string[]>(
                    "[...document.querySelectorAll('body *')].filter(e => !e.closest('table')"
                        + " && e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 80))"
                ),
                Is.Empty
            );
        });
    }

    [Test]
    public async Task A_hostile_description_is_text_and_runs_nothing()
    {
        await page.GoToAsync(server[""]);
        await page.EvaluateAsync<bool>("document.querySelectorAll('details').forEach(row => (row.open = true)), true");
        await page.ClickAsync($"{Visible}[1].querySelector('.about')");
        Assert.Multiple(async () =>
        {
            Assert.That(await page.EvaluateAsync<bool>("window.ran === undefined"), Is.True);
            Assert.That(
                await page.EvaluateAsync<string>($"{Visible}[1].querySelector('.about').textContent"),
                Is.EqualTo(Hostile)
            );
            Assert.That(
                await page.EvaluateAsync<string>($"{Visible}[1].querySelector('tbody bdi').textContent"),
                Is.EqualTo(Hostile)
            );
            Assert.That(
                await page.EvaluateAsync<int>("document.querySelectorAll('script, img, [onclick]').length"),
                Is.EqualTo(1)
            );
            Assert.That(await page.EvaluateAsync<string>("document.title"), Is.EqualTo("vLLM 0.11.1 for ROCm"));
        });
    }

    [Test]
    public async Task What_would_get_into_the_page_all_the_same_does_not_run()
    {
        await page.GoToAsync(server[""]);
        await page.EvaluateAsync<bool>(
            "document.body.insertAdjacentHTML('beforeend', '<b id=evil onclick=\"window.ran = 1\">x</b>'),"
                + " document.body.appendChild(document.createElement('script')).textContent = 'window.ran = 2',"
                + " document.getElementById('evil').click(), true"
        );
        Assert.That(await page.EvaluateAsync<bool>("window.ran === undefined"), Is.True);
        Assert.That(page.Complaints, Has.Some.Contains("Content Security Policy"));
    }

    [Test]
    public async Task The_page_asks_for_nothing_but_itself_and_nothing_goes_wrong_in_it()
    {
        await page.GoToAsync(server[""]);
        await page.EvaluateAsync<bool>("document.querySelectorAll('details').forEach(row => (row.open = true)), true");
        await WaitForAsync("document.querySelector('details .commands')");
        Assert.That(
            page.Requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)),
            Is.EqualTo(new[] { server[""].AbsoluteUri })
        );
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Without_scripts_everything_is_there_but_search_and_copying()
    {
        await page.SendAsync("Emulation.setScriptExecutionDisabled", new { value = true });
        await page.GoToAsync(server[""]);
        await page.ClickAsync("document.querySelectorAll('summary')[2]");
        var text = await page.EvaluateAsync<string>("document.body.innerText");
        Assert.Multiple(async () =>
        {
            Assert.That(text, Does.Contain("pip install vllm --index-url ADDRESS/simple/"));
            Assert.That(text, Does.Contain("ADDRESS is the address of this page"));
            Assert.That(text, Does.Contain("gfx90a, gfx942").And.Contain("yanked breaks on gfx942"));
            Assert.That(
                await page.EvaluateAsync<int>(
                    "[...document.querySelectorAll('input, button')].filter(e => e.offsetWidth).length"
                ),
                Is.Zero
            );
        });
    }

    [TestCase("light")]
    [TestCase("dark")]
    public async Task Text_stands_out_from_its_background(string scheme)
    {
        await page.SendAsync(
            "Emulation.setEmulatedMedia",
            new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } }
        );
        await page.GoToAsync(server[""]);
        // Relative luminance and contrast as WCAG 2 defines them; 4.5 is its limit for text.
        var contrasts = await page.EvaluateAsync<double[]>(
            """
            (() => {
              const luminance = (color) => color.match(/[\d.]+/g).slice(0, 3)
                .map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
              const back = (e) => {
                const color = getComputedStyle(e).backgroundColor;
                return color.endsWith(", 0)") && e.parentElement ? back(e.parentElement) : color;
              };
              const marks = [...document.querySelectorAll("body, .hint, a, .tool, .about, .version, .mark, button, input")];
              return marks.map((e) => {
                const [a, b] = [luminance(getComputedStyle(e).color), luminance(back(e))].sort((x, y) => y - x);
                return (a + 0.05) / (b + 0.05);
              });
            })()
            """
        );
        Assert.That(contrasts, Is.All.GreaterThan(4.5));
        var background = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.That(background, Is.EqualTo(scheme == "dark" ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)"));
    }

    private static RootPage Wheels { get; } =
        RootPage.Create([
            Project(
                "vllm",
                "A fast & easy <engine> for LLM serving",
                new RootVersion(PythonVersion.Parse("0.11.1"), 1, 310_000_000)
                {
                    Pythons = [">=3.10,<3.14"],
                    Rocm = "7.1",
                }
            ),
            Project(
                "torch",
                "Tensors and dynamic neural networks",
                new RootVersion(PythonVersion.Parse("2.9.0"), 1, 5_800_000_000)
                {
                    Pythons = ["3.12"],
                    Rocm = "7.1",
                    GpuTargets = ["gfx90a", "gfx942"],
                    UploadTime = "2026-08-07T12:00:00.000000Z",
                },
                new RootVersion(PythonVersion.Parse("2.8.0"), 2, 4_000_000_000)
                {
                    Pythons = ["3.12"],
                    Yanked = "breaks on gfx942",
                }
            ),
            Project(
                "hostile",
                Hostile,
                new RootVersion(PythonVersion.Parse("1.0"), 1, 0)
                {
                    Pythons = [Hostile],
                    GpuTargets = [Hostile],
                    Rocm = Hostile,
                    UploadTime = Hostile,
                    Yanked = Hostile,
                }
            ),
            new RootProject(ProjectName.Parse("amd-aiter"), null, null),
        ]);

    private static RootProject Project(string name, string summary, params RootVersion[] versions) =>
        new(ProjectName.Parse(name), versions.FirstOrDefault(version => version.Yanked is null)?.Version, summary)
        {
            PageGeneration = 1,
            Versions = versions,
            VersionCount = versions.Length,
        };

    private Task<string[]> NamesAsync() =>
        page.EvaluateAsync<string[]>($"{Visible}.map(row => row.querySelector('.project').textContent)");

    private async Task WaitForAsync(string condition)
    {
        for (var attempt = 0; !await page.EvaluateAsync<bool>($"!!({condition})"); attempt++)
        {
            Assert.That(attempt, Is.LessThan(200), condition);
            await Task.Delay(50);
        }
    }
}
