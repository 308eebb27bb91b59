#include "ui/run/DiffPane.h"

#include "ui/kit/Theme.h"

#include <QEvent>
#include <QPainter>
#include <QTextBlock>

namespace metaspo {

DiffPane::DiffPane(Side side, QWidget* parent)
    : PlainTextView(parent)
    , m_side(side)
    , m_margin(new QWidget(this))
{
    m_margin->installEventFilter(this);
    connect(this, &QPlainTextEdit::updateRequest, this, [this] { m_margin->update(); });
    placeMargin();
}

void DiffPane::showDifference(const QString& original, const QList<DiffSpan>& spans)
{
    if (original == this->original() && spans == m_spans)
        return;
    PlainTextView::show(original);
    m_spans = spans;
    write();
}

QString differenceSummary(const QList<DiffSpan>& spans)
{
    qsizetype inserted = 0;
    qsizetype removed = 0;
    bool isSame = true;
    for (const DiffSpan& span : spans) {
        if (span.kind == DiffKind::Equal)
            continue;
        isSame = false;
        const qsizetype words = span.text.simplified().split(u' ', Qt::SkipEmptyParts).size();
        (span.kind == DiffKind::Inserted ? inserted : removed) += words;
    }
    return isSame ? DiffPane::tr("no difference") : DiffPane::tr("+%L1 −%L2 words").arg(inserted).arg(removed);
}

void DiffPane::write()
{
    const DiffKind other = m_side == Side::Before ? DiffKind::Inserted : DiffKind::Removed;
    const Tone tone = m_side == Side::Before ? Tone::Bad : Tone::Accent;
    QTextCharFormat changed;
    changed.setBackground(toneBackground(tone, palette()).darker(isDark(palette()) ? 100 : 104));
    changed.setForeground(toneColour(tone, palette()));
    changed.setFontUnderline(m_side == Side::After);
    changed.setFontStrikeOut(m_side == Side::Before);
    m_differences.clear();
    m_changedLines.clear();
    document()->clear();
    QTextCursor cursor(document());
    for (const DiffSpan& span : m_spans) {
        if (span.kind == other)
            continue;
        const int first = cursor.blockNumber();
        if (span.kind != DiffKind::Equal)
            m_differences.append(cursor.position());
        cursor.insertText(span.text, span.kind == DiffKind::Equal ? QTextCharFormat() : changed);
        if (span.kind != DiffKind::Equal)
            for (int line = first; line <= cursor.blockNumber(); ++line)
                m_changedLines.append(line);
    }
    moveCursor(QTextCursor::Start);
    m_margin->update();
}

void DiffPane::goTo(int place)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min(place, document()->characterCount() - 1));
    setTextCursor(cursor);
    centerCursor();
}

void DiffPane::placeMargin()
{
    const int wide = fontMetrics().horizontalAdvance(QLatin1Char('+')) + 8;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    setViewportMargins(isMirrored ? 0 : wide, 0, isMirrored ? wide : 0, 0);
    const QRect inside = contentsRect();
    m_margin->setGeometry(isMirrored ? inside.right() - wide + 1 : inside.left(), inside.top(), wide, inside.height());
}

void DiffPane::resizeEvent(QResizeEvent* event)
{
    PlainTextView::resizeEvent(event);
    placeMargin();
}

void DiffPane::changeEvent(QEvent* event)
{
    PlainTextView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        write();
}

bool DiffPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_margin && event->type() == QEvent::Paint) {
        paintMargin();
        return true;
    }
    return PlainTextView::eventFilter(watched, event);
}

void DiffPane::paintMargin()
{
    QPainter painter(m_margin);
    painter.fillRect(m_margin->rect(), palette().base());
    painter.setFont(font());
    painter.setPen(toneColour(m_side == Side::Before ? Tone::Bad : Tone::Accent, palette()));
    const QString glyph = m_side == Side::Before ? QStringLiteral("−") : QStringLiteral("+");
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (rect.top() > m_margin->height())
            break;
        if (m_changedLines.contains(block.blockNumber()))
            painter.drawText(QRectF(0, rect.top(), m_margin->width(), fontMetrics().height() + 2), Qt::AlignCenter,
                             glyph);
    }
}

} // namespace metaspo
