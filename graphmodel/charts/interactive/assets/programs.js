"use strict";
// What keeps the picture smooth where a processor stands in for a graphics card.
const MOTION = { moving: false };

// Instances that are written out, corner by corner: such a processor draws each instance by itself, which is slow, but
// all corners at once.
function writtenOut(Program) {
  return class extends Program {
    getDefinition() {
      const { ATTRIBUTES, CONSTANT_ATTRIBUTES, CONSTANT_DATA, ...others } = super.getDefinition();
      this.corners = CONSTANT_DATA;
      return { ...others, ATTRIBUTES: [...ATTRIBUTES, ...CONSTANT_ATTRIBUTES] };
    }
    processVisibleItem(index, start, ...data) {
      super.processVisibleItem(index, start, ...data);
      const width = this.ATTRIBUTES_ITEMS_COUNT;
      this.corners.forEach((corner, number) => {
        const at = start + number * width;
        if (number) this.array.copyWithin(at, start, start + width - corner.length);
        this.array.set(corner, at + width - corner.length);
      });
    }
  };
}

// Drawn only while nothing moves.
function drawnAtRest(Program) {
  return class extends Program {
    render(parameters) {
      if (!MOTION.moving) super.render(parameters);
    }
  };
}

// Drawn always, but for the second time, for finding what lies under the pointer, only while nothing moves.
function lookedUpAtRest(Program) {
  return class extends Program {
    render(parameters) {
      const lookUp = this.pickProgram;
      if (MOTION.moving) this.pickProgram = null;
      super.render(parameters);
      this.pickProgram = lookUp;
    }
  };
}
