name: ${nmae?c}
