#pragma once

#include "ui/compare/ShownDiff.h"
#include "ui/kit/PlainText.h"

namespace metaspo {

/// One side of a comparison: what only this side has stands on a coloured ground, underlined or struck through; signs
/// stand for what cannot be seen. A selection is copied as the text itself, without the signs.
class DiffText : public PlainTextView
{
    Q_OBJECT

public:
    explicit DiffText(QWidget* parent = nullptr);

    void showParts(const QString& original, const QList<ShownPart>& parts);

    /// The part of the text's length where each difference lies; for an overview.
    struct Place
    {
        int change = 0;
        DiffKind kind = DiffKind::Equal;
        double from = 0;
        double to = 0;
        bool operator==(const Place&) const = default;
    };
    const QList<Place>& places() const { return m_places; }
    /// Marks a difference and brings it to the middle; -1: none is marked.
    void goTo(int change);
    int chosen() const { return m_chosen; }

    qsizetype topPlace() const; ///< in the original: what the first visible line begins with
    void scrollToPlace(qsizetype place);
    std::pair<double, double> visiblePart() const; ///< of the height of the text

protected:
    QMimeData* createMimeDataFromSelection() const override;
    void changeEvent(QEvent* event) override;

private:
    void write();
    void markChosen();
    QTextCharFormat formatOf(const ShownPart& part) const;
    QString originalBetween(int from, int to) const;
    int linesBefore(int position) const;

    /// A part with where it begins in the document and in the original.
    struct Laid
    {
        ShownPart part;
        int position = 0;
        qsizetype place = 0;
    };
    QList<ShownPart> m_parts;
    QList<Laid> m_laid;
    QList<Place> m_places;
    int m_chosen = -1;
};

} // namespace metaspo
