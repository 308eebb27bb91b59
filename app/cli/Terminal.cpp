#include "app/cli/Terminal.h"

#include "app/cli/Command.h"
#include "core/analysis/TerminalText.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace metaspo {

namespace {

constexpr int usualWidth = 100;

int widthOf(int descriptor)
{
    winsize size{};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usualWidth;
}

void writeError(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

} // namespace

Terminal::Terminal(std::optional<TableFormat> format) : m_format(format), m_hasTerminal(::isatty(STDERR_FILENO) == 1)
{
    if (!m_results.open(STDOUT_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered))
        fail(ErrorKind::Internal, QStringLiteral("Standard output cannot be written"), m_results.errorString());
}

Terminal::~Terminal()
{
    clearProgress();
}

bool Terminal::isResultOnTerminal() const
{
    return ::isatty(STDOUT_FILENO) == 1;
}

void Terminal::say(const QString& text)
{
    clearProgress();
    writeError(manyLines(text) + u'\n');
}

void Terminal::showProgress(const QString& line)
{
    if (!m_hasTerminal)
        return;
    writeError(QStringLiteral("\r\x1b[K") + singleLine(line, widthOf(STDERR_FILENO) - 1));
    m_hasProgress = true;
}

void Terminal::clearProgress()
{
    if (m_hasProgress)
        writeError(QStringLiteral("\r\x1b[K"));
    m_hasProgress = false;
}

void Terminal::write(const QString& text)
{
    clearProgress();
    const QByteArray bytes = text.toUtf8();
    if (m_results.write(bytes) != bytes.size())
        fail(ErrorKind::DiskFull, QStringLiteral("The results cannot be written"), m_results.errorString(),
             QStringLiteral("Free some space and ask again; nothing was lost."));
}

void Terminal::print(const QString& text)
{
    write(text + u'\n');
}

void Terminal::print(const Table& table)
{
    if (m_format)
        return print(table, *m_format);
    write(alignedText(table, isResultOnTerminal() ? widthOf(STDOUT_FILENO) : 0));
}

void Terminal::print(const Table& table, TableFormat format)
{
    clearProgress();
    valueOf(writeTable(table, format, m_results));
}

} // namespace metaspo
