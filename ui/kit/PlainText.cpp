#include "ui/kit/PlainText.h"

#include "core/analysis/TerminalText.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <memory>

namespace metaspo {

namespace {

constexpr qsizetype longestPlainLine = 2000;
constexpr qsizetype longestPlainText = 256'000;

// A line without a break costs a layout of its whole length on every change.
QString withShortLines(const QString& text)
{
    QString broken;
    broken.reserve(text.size() + text.size() / longestPlainLine);
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype lineEnd = text.indexOf(QLatin1Char('\n'), begin);
        const qsizetype end = lineEnd < 0 ? text.size() : lineEnd;
        while (end - begin > longestPlainLine) {
            qsizetype cut = begin + longestPlainLine;
            if (text.at(cut).isLowSurrogate())
                --cut;
            broken += QStringView(text).mid(begin, cut - begin);
            broken += QLatin1Char('\n');
            begin = cut;
        }
        broken += QStringView(text).mid(begin, end - begin);
        if (lineEnd >= 0)
            broken += QLatin1Char('\n');
        begin = lineEnd < 0 ? text.size() : lineEnd + 1;
    }
    return broken;
}

} // namespace

QString displayLine(QStringView text, int width)
{
    return singleLine(text, width);
}

QString displayText(QStringView text)
{
    const bool isCut = text.size() > longestPlainText;
    QString shown = withShortLines(manyLines(isCut ? text.first(longestPlainText) : text));
    if (isCut)
        shown += QLatin1Char('\n') +
                 QObject::tr("… %L1 more characters; Copy takes the whole text.").arg(text.size() - longestPlainText);
    return shown;
}

QString displayToolTip(QStringView text)
{
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>")
        .arg(displayText(text.first(std::min<qsizetype>(text.size(), 2000))).toHtmlEscaped());
}

void showPlain(QLabel* label, QStringView text)
{
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(displayText(text));
}

void showEditable(QPlainTextEdit* edit, const QString& text)
{
    qsizetype word = 0;
    qsizetype longest = 0;
    for (const QChar character : text) {
        word = character.isSpace() ? 0 : word + 1;
        longest = std::max(longest, word);
    }
    edit->setWordWrapMode(longest > longestPlainLine ? QTextOption::WrapAnywhere
                                                : QTextOption::WrapAtWordBoundaryOrAnywhere);
    edit->setPlainText(text);
}

PlainTextView::PlainTextView(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LayoutDirectionAuto);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDefaultTextOption(option);
    document()->setDocumentMargin(8);
}

void PlainTextView::show(const QString& text)
{
    m_original = text;
    setPlainText(displayText(text));
}

void PlainTextView::append(const QString& text)
{
    m_original += text;
    const QScrollBar* bar = verticalScrollBar();
    const bool isAtEnd = bar->value() == bar->maximum();
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    end.insertText(displayText(text));
    if (isAtEnd)
        moveCursor(QTextCursor::End);
    if (maximumBlockCount() <= 0)
        return;
    const qsizetype surplus = m_original.count(QLatin1Char('\n')) - maximumBlockCount();
    if (surplus > maximumBlockCount()) // seldom, since it moves the whole text
        m_original = m_original.section(QLatin1Char('\n'), surplus);
}

void PlainTextView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSeparator();
    menu->addAction(tr("Copy the whole text, unchanged"), this,
                    [this] { QGuiApplication::clipboard()->setText(m_original); });
    menu->popup(event->globalPos());
}

// A selection of everything means the text itself, not its displayable form.
void PlainTextView::keyPressEvent(QKeyEvent* event)
{
    const QTextCursor cursor = textCursor();
    const bool isAll = cursor.selectionStart() == 0 && cursor.selectionEnd() == document()->characterCount() - 1;
    if (event->matches(QKeySequence::Copy) && isAll && cursor.hasSelection()) {
        QGuiApplication::clipboard()->setText(m_original);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace metaspo
