#include "ui/tasks/TextField.h"

#include "core/analysis/TerminalText.h"
#include "ui/kit/PlainText.h"

#include <QKeyEvent>
#include <algorithm>

namespace metaspo {

namespace {

// Laying out one line takes time with its length: 200,000 characters cost a tenth of a second a key.
constexpr qsizetype longestFieldLine = 10'000;
constexpr qsizetype longestFieldText = 100'000;

constexpr char16_t controlSigns = 0x2400; // "␀" and so on
constexpr char16_t deleteSign = 0x2421;
constexpr char16_t unseenSign = 0x25A1; // "□"
constexpr char16_t joiner = 0x200D;     // between the parts of an emoji
constexpr char16_t emojiStyle = 0xFE0F;

bool isTypable(const QString& text)
{
    if (text.size() > longestFieldText)
        return false;
    qsizetype begin = 0;
    for (qsizetype end = text.indexOf(u'\n'); end >= 0; end = text.indexOf(u'\n', begin)) {
        if (end - begin > longestFieldLine)
            return false;
        begin = end + 1;
    }
    return text.size() - begin <= longestFieldLine;
}

qsizetype commonStart(const QString& left, const QString& right)
{
    const auto [end, unused] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    return end - left.begin();
}

/// Of what stands behind `start` in both.
qsizetype commonEnd(const QString& left, const QString& right, qsizetype start)
{
    qsizetype count = 0;
    while (count < left.size() - start && count < right.size() - start
           && left[left.size() - 1 - count] == right[right.size() - 1 - count])
        ++count;
    return count;
}

} // namespace

QString signsFor(const QString& text)
{
    QString signs = text;
    for (qsizetype i = 0; i < signs.size(); ++i) {
        const char16_t code = signs[i].unicode();
        const bool isPaired = (signs[i].isHighSurrogate() && i + 1 < signs.size() && signs[i + 1].isLowSurrogate())
                              || (signs[i].isLowSurrogate() && i > 0 && text[i - 1].isHighSurrogate());
        if (code == u'\n' || code == u'\t' || code == joiner || code == emojiStyle || isPaired)
            continue;
        if (code < 0x20)
            signs[i] = QChar(static_cast<char16_t>(controlSigns + code));
        else if (code == 0x7F)
            signs[i] = QChar(deleteSign);
        else if (isHidden(code))
            signs[i] = QChar(unseenSign);
    }
    return signs;
}

TextField::TextField(Undo undo, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_undo(undo)
{
    setUndoRedoEnabled(undo == Undo::Own);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LayoutDirectionAuto);
    document()->setDefaultTextOption(option);
    connect(this, &QPlainTextEdit::textChanged, this, &TextField::takeEdit);
}

void TextField::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    setReadOnly(!m_isEditable || m_isTooLong);
}

void TextField::setText(const QString& text)
{
    m_isChanged = false;
    if (text == m_text && !m_isTooLong)
        return;
    const bool wasTooLong = m_isTooLong;
    m_text = text;
    m_isTooLong = !isTypable(text);
    setReadOnly(!m_isEditable || m_isTooLong);
    m_isShowing = true;
    if (m_isTooLong || wasTooLong)
        setPlainText(m_isTooLong ? displayText(text) : signsFor(text));
    else
        showText();
    m_isShowing = false;
    document()->clearUndoRedoStacks(); // what was said is not what was typed
    m_shown = m_isTooLong ? QString() : shownNow();
}

// Only what differs is exchanged, so that cursor and view stay.
void TextField::showText()
{
    const QString before = shownNow();
    const QString after = signsFor(m_text);
    const qsizetype start = commonStart(before, after);
    const qsizetype end = commonEnd(before, after, start);
    if (start == before.size() && start == after.size())
        return;
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(start));
    cursor.setPosition(static_cast<int>(before.size() - end), QTextCursor::KeepAnchor);
    cursor.insertText(after.mid(start, after.size() - start - end));
}

// toPlainText would make ordinary spaces of those that do not break.
QString TextField::shownNow() const
{
    return document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void TextField::takeEdit()
{
    if (m_isShowing || m_isTooLong)
        return;
    const QString shown = shownNow();
    const qsizetype start = commonStart(m_shown, shown);
    const qsizetype end = commonEnd(m_shown, shown, start);
    if (start == m_shown.size() && start == shown.size())
        return;
    m_text = m_text.left(start) + shown.mid(start, shown.size() - start - end) + m_text.right(end);
    m_shown = shown;
    m_isChanged = true;
    Q_EMIT textEdited(m_text);
}

bool TextField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_undo == Undo::OfThePage) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

// Shift and Return would make a line separator, which no file means.
void TextField::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::InsertLineSeparator) && !isReadOnly())
        textCursor().insertBlock();
    else
        QPlainTextEdit::keyPressEvent(event);
}

void TextField::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        Q_EMIT left();
}

} // namespace metaspo
