#include "app/cli/Interruption.h"

#include "app/cli/Command.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace metaspo {

namespace {

constexpr int handledSignals[] = {SIGINT, SIGTERM, SIGHUP};

int pipeEnds[2] = {-1, -1};
volatile std::sig_atomic_t timesAsked = 0;

// Only what a signal handler may do. The file needs no goodbye: whatever was paid is in it.
extern "C" void handleSignal(int)
{
    timesAsked = timesAsked + 1;
    if (timesAsked > 1)
        ::_exit(static_cast<int>(ExitCode::Interrupted));
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}

void setHandler(void (*handler)(int))
{
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : handledSignals)
        ::sigaction(number, &action, nullptr);
}

} // namespace

Interruption::Interruption(QObject* parent) : QObject(parent)
{
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        fail(ErrorKind::Internal, QStringLiteral("The system gives no pipe for signals"));
    timesAsked = 0;
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Interruption::read);
    setHandler(handleSignal);
}

Interruption::~Interruption()
{
    setHandler(SIG_DFL);
    m_notifier.reset();
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

void Interruption::read()
{
    char bytes[16];
    if (::read(pipeEnds[0], bytes, sizeof bytes) <= 0)
        return;
    m_isRequested = true;
    Q_EMIT requested();
}

} // namespace metaspo
