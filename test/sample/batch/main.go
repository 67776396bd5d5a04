package main

import (
	"fmt"
	"runtime"
)

func main() {
	fmt.Println("batch is computed by", runtime.Version())
}
