#include "ui/run/CallText.h"

#include "ui/kit/Theme.h"

#include <QEvent>

namespace metaspo {

CallText::CallText(QWidget* parent)
    : PlainTextView(parent)
{
}

void CallText::show(const QList<Part>& parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    QStringList whole;
    for (const Part& part : parts)
        whole += part.heading + QLatin1Char('\n') + part.text;
    PlainTextView::show(whole.join(QStringLiteral("\n\n")));
    write();
}

void CallText::write()
{
    QTextCharFormat heading;
    heading.setFontWeight(QFont::Bold);
    heading.setForeground(toneColour(Tone::Accent, palette()));
    document()->clear();
    QTextCursor cursor(document());
    for (const Part& part : std::as_const(m_parts)) {
        cursor.insertText(cursor.atStart() ? part.heading : QStringLiteral("\n\n") + part.heading, heading);
        cursor.insertText(QLatin1Char('\n') + displayText(part.text), QTextCharFormat());
    }
    moveCursor(QTextCursor::Start);
}

void CallText::changeEvent(QEvent* event)
{
    PlainTextView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        write();
}

} // namespace metaspo
